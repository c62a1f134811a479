namespace Metarr.Infra.Tests.Bicep;

/// <summary>A Bicep file as it was understood.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Declarations">What it declares, in its order.</param>
internal sealed record BicepFile(string Path, IReadOnlyList<Declaration> Declarations);

/// <summary>One declaration. <c>targetScope</c> and <c>using</c> count as declarations without a name.</summary>
/// <param name="Kind">What it declares.</param>
/// <param name="Name">Its symbol; empty for none.</param>
/// <param name="Type">A parameter's or an output's type, a resource's type and version, a module's path, or what is used.</param>
/// <param name="IsExisting">Whether a resource is only looked up.</param>
/// <param name="Value">Its value or body; null for none.</param>
/// <param name="Decorators">The calls behind the at signs before it.</param>
/// <param name="Line">Where it begins.</param>
internal sealed record Declaration(
    DeclarationKind Kind, string Name, string Type, bool IsExisting, Expression? Value, IReadOnlyList<Expression> Decorators, int Line);

/// <summary>What a declaration declares.</summary>
internal enum DeclarationKind
{
    TargetScope,
    Using,
    Parameter,
    Variable,
    Resource,
    Module,
    Output,
}

/// <summary>An expression.</summary>
/// <param name="Line">Where it begins.</param>
internal abstract record Expression(int Line);

/// <summary>A number, true, false or null.</summary>
internal sealed record Literal(string Text, int Line) : Expression(Line);

/// <summary>A string: its literal pieces, and between each two of them an expression.</summary>
internal sealed record Text(IReadOnlyList<string> Pieces, IReadOnlyList<Expression> Holes, int Line) : Expression(Line)
{
    /// <summary>The string when nothing is filled in, else null.</summary>
    public string? Plain => Holes.Count == 0 ? Pieces[0] : null;
}

/// <summary>A symbol.</summary>
internal sealed record Reference(string Name, int Line) : Expression(Line);

/// <summary>A member of something: <c>a.b</c>, <c>a.?b</c> or, of nested resources, <c>a::b</c>.</summary>
internal sealed record Member(Expression Of, string Name, int Line) : Expression(Line);

/// <summary>An element of something: <c>a[b]</c>.</summary>
internal sealed record Element(Expression Of, Expression At, int Line) : Expression(Line);

/// <summary>A call of a function, or of one in a namespace.</summary>
internal sealed record Call(Expression? Of, string Name, IReadOnlyList<Expression> Arguments, int Line) : Expression(Line);

/// <summary>An operator and what it works on.</summary>
internal sealed record Operation(string Operator, IReadOnlyList<Expression> Operands, int Line) : Expression(Line);

/// <summary>An object; a resource's body may declare resources nested in it.</summary>
internal sealed record Body(IReadOnlyList<Property> Properties, IReadOnlyList<Declaration> Nested, int Line) : Expression(Line)
{
    /// <summary>The value of a property, or null when there is none of the name.</summary>
    public Expression? this[string name] => Properties.FirstOrDefault(property => property.Name == name)?.Value;
}

/// <summary>A property of an object. A name that is filled in has no plain text.</summary>
internal sealed record Property(Expression Key, Expression Value)
{
    /// <summary>The name, or null when it is filled in.</summary>
    public string? Name => (Key as Text)?.Plain;
}

/// <summary>An array.</summary>
internal sealed record Items(IReadOnlyList<Expression> Values, int Line) : Expression(Line);

/// <summary><c>[for variable in source: body]</c>.</summary>
internal sealed record Loop(IReadOnlyList<string> Variables, Expression Source, Expression Each, int Line) : Expression(Line);

/// <summary><c>if (condition) body</c>.</summary>
internal sealed record Conditional(Expression Condition, Expression Then, int Line) : Expression(Line);

/// <summary>A file is not what Bicep calls well-formed, or uses a part of Bicep that these templates do without.</summary>
internal sealed class BicepSyntaxException(int line, string message) : Exception($"{line}: {message}");
