namespace Metarr.Infra.Tests.Bicep;

/// <summary>Understands expressions, by Bicep's precedence of operators.</summary>
internal class ExpressionParser(IReadOnlyList<Token> tokens)
{
    private static readonly string[][] Levels =
        [["??"], ["||"], ["&&"], ["==", "!=", "=~", "!~"], ["<", "<=", ">", ">="], ["+", "-"], ["*", "/", "%"]];

    private int at;

    protected Token Now => tokens[at];

    public static Expression Read(string source, int line)
    {
        var parser = new ExpressionParser(Lexer.Read(source, line));
        var expression = parser.Expression();
        return parser.Now.Kind == TokenKind.End ? expression : throw parser.Unexpected("the end");
    }

    protected Expression Expression()
    {
        var condition = Operators(0);
        if (!TakesAcrossLines("?")) return condition;
        SkipLines();
        var then = Expression();
        if (!TakesAcrossLines(":")) throw Unexpected("':'");
        SkipLines();
        return new Operation("?", [condition, then, Expression()], condition.Line);
    }

    protected Token Take(TokenKind kind, string wanted)
    {
        if (Now.Kind != kind) throw Unexpected(wanted);
        return tokens[at++];
    }

    protected bool Takes(string value)
    {
        if (Now.Kind is not (TokenKind.Symbol or TokenKind.Identifier) || Now.Value != value) return false;
        at++;
        return true;
    }

    protected void Expect(string value)
    {
        if (!Takes(value)) throw Unexpected($"'{value}'");
    }

    protected void SkipLines()
    {
        while (Now.Kind == TokenKind.NewLine) at++;
    }

    protected BicepSyntaxException Unexpected(string wanted) => new(Now.Line, $"{Now.Value} stands where {wanted} should");

    /// <summary>The body of a resource or module, which may be conditional or repeated.</summary>
    protected Expression BodyOf() => Now.Value == "if" ? If() : Primary();

    /// <summary>A declaration nested in an object; only whole files know how to read it.</summary>
    protected virtual Declaration? NestedDeclaration() => null;

    private Expression Operators(int level)
    {
        if (level == Levels.Length) return Unary();
        var left = Operators(level + 1);
        while (Now.Kind == TokenKind.Symbol && Levels[level].Contains(Now.Value))
        {
            var operation = tokens[at++];
            left = new Operation(operation.Value, [left, Operators(level + 1)], operation.Line);
        }

        return left;
    }

    private Expression Unary()
    {
        var line = Now.Line;
        if (Takes("!")) return new Operation("!", [Unary()], line);
        return Takes("-") ? new Operation("-", [Unary()], line) : Postfix();
    }

    private Expression Postfix()
    {
        var value = Primary();
        while (true)
        {
            var line = Now.Line;
            if (Takes(".") || Takes(".?") || Takes("::"))
            {
                var name = Take(TokenKind.Identifier, "a name").Value;
                value = Now.Value == "(" ? new Call(value, name, Arguments(), line) : new Member(value, name, line);
            }
            else if (Takes("["))
            {
                value = new Element(value, Expression(), line);
                Expect("]");
            }
            else if (!Takes("!")) return value;
        }
    }

    private Expression Primary()
    {
        var token = Now;
        switch (token.Kind)
        {
            case TokenKind.Number:
                at++;
                return new Literal(token.Value, token.Line);
            case TokenKind.String:
                at++;
                return token.String!;
            case TokenKind.Identifier:
                at++;
                if (token.Value is "true" or "false" or "null") return new Literal(token.Value, token.Line);
                return Now.Value == "(" ? new Call(null, token.Value, Arguments(), token.Line) : new Reference(token.Value, token.Line);
            default:
                return token.Value switch { "(" => Parenthesised(), "{" => Object(), "[" => Array(), _ => throw Unexpected("a value") };
        }
    }

    private Expression Parenthesised()
    {
        Expect("(");
        SkipLines();
        var inner = Expression();
        SkipLines();
        Expect(")");
        return inner;
    }

    private List<Expression> Arguments()
    {
        Expect("(");
        var arguments = new List<Expression>();
        SkipLines();
        while (!Takes(")"))
        {
            arguments.Add(Expression());
            SkipLines();
            if (Now.Value != ")") Expect(",");
            SkipLines();
        }

        return arguments;
    }

    private Body Object()
    {
        var line = Now.Line;
        Expect("{");
        var (properties, nested) = (new List<Property>(), new List<Declaration>());
        Separators();
        while (!Takes("}"))
        {
            if (NestedDeclaration() is { } declaration) nested.Add(declaration);
            else properties.Add(ObjectProperty());
            if (Now.Value != "}" && !Separators()) throw Unexpected("a line break or '}'");
        }

        return new Body(properties, nested, line);
    }

    private Property ObjectProperty()
    {
        var key = Now.Kind == TokenKind.String
            ? Take(TokenKind.String, "a name").String!
            : new Text([Take(TokenKind.Identifier, "the name of a property").Value], [], Now.Line);
        Expect(":");
        return new Property(key, Expression());
    }

    private Expression Array()
    {
        var line = Now.Line;
        Expect("[");
        Separators();
        if (Takes("for")) return ForRest(line);
        var values = new List<Expression>();
        while (!Takes("]"))
        {
            values.Add(Expression());
            if (Now.Value != "]" && !Separators()) throw Unexpected("a line break or ']'");
        }

        return new Items(values, line);
    }

    private Loop ForRest(int line)
    {
        List<string> variables = [];
        if (Takes("("))
        {
            variables.Add(Take(TokenKind.Identifier, "a name").Value);
            Expect(",");
            variables.Add(Take(TokenKind.Identifier, "a name").Value);
            Expect(")");
        }
        else variables.Add(Take(TokenKind.Identifier, "a name").Value);

        Expect("in");
        var source = Expression();
        Expect(":");
        var each = Now.Value == "if" ? If() : Expression();
        SkipLines();
        Expect("]");
        return new Loop(variables, source, each, line);
    }

    private Conditional If()
    {
        var line = Now.Line;
        Expect("if");
        return new Conditional(Parenthesised(), Primary(), line);
    }

    private bool Separators()
    {
        var found = false;
        while (Now.Kind == TokenKind.NewLine || Now.Value == ",")
        {
            found = true;
            at++;
        }

        return found;
    }

    private bool TakesAcrossLines(string symbol)
    {
        var start = at;
        SkipLines();
        if (Takes(symbol)) return true;
        at = start;
        return false;
    }
}
