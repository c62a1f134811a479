namespace Metarr.Infra.Tests.Bicep;

/// <summary>Understands the part of Bicep that the templates use; whatever else there is is an error, never passed over.</summary>
internal sealed class BicepParser(IReadOnlyList<Token> tokens) : ExpressionParser(tokens)
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">What it is called.</param>
    /// <param name="source">Its text.</param>
    /// <returns>What it declares.</returns>
    /// <exception cref="BicepSyntaxException">The text is not well-formed.</exception>
    public static BicepFile Read(string path, string source)
    {
        var parser = new BicepParser(Lexer.Read(source));
        var declarations = new List<Declaration>();
        for (parser.SkipLines(); parser.Now.Kind != TokenKind.End; parser.SkipLines())
        {
            declarations.Add(parser.NextDeclaration());
            if (parser.Now.Kind is not (TokenKind.NewLine or TokenKind.End)) throw parser.Unexpected("the end of the line");
        }

        return new BicepFile(path, declarations);
    }

    protected override Declaration? NestedDeclaration()
    {
        if (Now.Value is not ("resource" or "@")) return null;
        return NextDeclaration();
    }

    private Declaration NextDeclaration()
    {
        var decorators = new List<Expression>();
        for (; Takes("@"); SkipLines()) decorators.Add(Expression());
        var word = Take(TokenKind.Identifier, "a declaration");
        return word.Value switch
        {
            "targetScope" => Assigned(DeclarationKind.TargetScope, "", "", decorators, word.Line),
            "using" => new Declaration(DeclarationKind.Using, "", PlainText(), false, null, decorators, word.Line),
            "param" => Parameter(decorators, word.Line),
            "var" => Assigned(DeclarationKind.Variable, Name(), "", decorators, word.Line),
            "resource" => Built(DeclarationKind.Resource, decorators, word.Line),
            "module" => Built(DeclarationKind.Module, decorators, word.Line),
            "output" => Assigned(DeclarationKind.Output, Name(), Name(), decorators, word.Line),
            var other => throw new BicepSyntaxException(word.Line, $"'{other}' declares nothing that is known here"),
        };
    }

    private Declaration Parameter(List<Expression> decorators, int line)
    {
        var name = Name();
        var type = Now.Kind == TokenKind.Identifier ? Name() : "";
        var value = Takes("=") ? Expression() : null;
        return new Declaration(DeclarationKind.Parameter, name, type, false, value, decorators, line);
    }

    private Declaration Assigned(DeclarationKind kind, string name, string type, List<Expression> decorators, int line)
    {
        Expect("=");
        return new Declaration(kind, name, type, false, Expression(), decorators, line);
    }

    private Declaration Built(DeclarationKind kind, List<Expression> decorators, int line)
    {
        var (name, type, isExisting) = (Name(), PlainText(), Takes("existing"));
        Expect("=");
        return new Declaration(kind, name, type, isExisting, BodyOf(), decorators, line);
    }

    private string Name() => Take(TokenKind.Identifier, "a name").Value;

    private string PlainText() => Take(TokenKind.String, "a string").String!.Plain ?? throw Unexpected("a string with nothing filled in");
}
