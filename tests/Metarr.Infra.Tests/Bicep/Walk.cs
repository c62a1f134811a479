namespace Metarr.Infra.Tests.Bicep;

/// <summary>Goes through expressions.</summary>
internal static class Walk
{
    /// <summary>The parts an expression is directly made of; declarations nested in it are not among them.</summary>
    public static IEnumerable<Expression> Parts(Expression expression) => expression switch
    {
        Text text => text.Holes,
        Member member => [member.Of],
        Element element => [element.Of, element.At],
        Call call => call.Of is null ? call.Arguments : [call.Of, .. call.Arguments],
        Operation operation => operation.Operands,
        Body body => body.Properties.SelectMany(property => new[] { property.Key, property.Value }),
        Items items => items.Values,
        Loop loop => [loop.Source, loop.Each],
        Conditional conditional => [conditional.Condition, conditional.Then],
        _ => [],
    };

    /// <summary>An expression and all it is made of, nested declarations included.</summary>
    public static IEnumerable<Expression> All(Expression expression) =>
    [
        expression,
        .. Parts(expression).SelectMany(All),
        .. expression is Body body ? body.Nested.SelectMany(All) : [],
    ];

    /// <summary>All expressions of a declaration.</summary>
    public static IEnumerable<Expression> All(Declaration declaration) =>
        declaration.Decorators.Concat(declaration.Value is null ? [] : [declaration.Value]).SelectMany(All);

    /// <summary>All expressions of a file.</summary>
    public static IEnumerable<Expression> All(BicepFile file) => file.Declarations.SelectMany(All);

    /// <summary>All resources of a file, nested ones behind the one they are nested in.</summary>
    public static IEnumerable<Declaration> Resources(BicepFile file) =>
        file.Declarations.Where(declaration => declaration.Kind == DeclarationKind.Resource).SelectMany(WithNested);

    /// <summary>The object that a resource or a module is, behind a condition or a loop.</summary>
    public static Body? BodyOf(Expression? value) => value switch
    {
        Body body => body,
        Conditional conditional => BodyOf(conditional.Then),
        Loop loop => BodyOf(loop.Each),
        _ => null,
    };

    private static IEnumerable<Declaration> WithNested(Declaration resource) =>
        [resource, .. (BodyOf(resource.Value)?.Nested ?? []).SelectMany(WithNested)];
}
