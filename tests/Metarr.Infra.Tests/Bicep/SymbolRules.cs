namespace Metarr.Infra.Tests.Bicep;

/// <summary>Every symbol is declared once, and what is declared is used.</summary>
internal static class SymbolRules
{
    private static readonly HashSet<string> Namespaces = ["az", "sys"];

    private static readonly HashSet<string> Functions =
    [
        "allowed", "bool", "deployer", "description", "empty", "environment", "guid", "int", "maxLength", "maxValue", "metadata", "minLength",
        "minValue", "readEnvironmentVariable", "secure", "subscription", "subscriptionResourceId", "take", "tenant", "toLower", "union", "uniqueString",
    ];

    private static readonly HashSet<string> Types = ["string", "int", "bool", "object", "array"];

    public static IEnumerable<string> Problems(BicepFile file)
    {
        var named = file.Declarations.Where(declaration => declaration.Name.Length > 0 && declaration.Kind != DeclarationKind.Output).ToList();
        var names = named.Select(declaration => declaration.Name).ToHashSet();
        return
        [
            .. Doubles(named),
            .. Doubles(file.Declarations.Where(declaration => declaration.Kind == DeclarationKind.Output)),
            .. file.Declarations.SelectMany(declaration => Undeclared(declaration, names)),
            .. Unused(file, named),
            .. file.Declarations.Where(NeedsType).Where(declaration => !Types.Contains(declaration.Type))
                .Select(declaration => $"{declaration.Line}: '{declaration.Type}' is no type"),
        ];
    }

    private static bool NeedsType(Declaration declaration) =>
        declaration.Kind is DeclarationKind.Output || (declaration.Kind is DeclarationKind.Parameter && declaration.Type.Length > 0);

    private static IEnumerable<string> Doubles(IEnumerable<Declaration> declarations) =>
        declarations.GroupBy(declaration => declaration.Name).Where(same => same.Count() > 1)
            .Select(same => $"{same.Last().Line}: '{same.Key}' is declared twice");

    private static IEnumerable<string> Undeclared(Declaration declaration, IReadOnlySet<string> scope) =>
        declaration.Decorators.Concat(declaration.Value is null ? [] : [declaration.Value]).SelectMany(part => Undeclared(part, scope));

    private static IEnumerable<string> Undeclared(Expression expression, IReadOnlySet<string> scope)
    {
        switch (expression)
        {
            case Reference reference when !scope.Contains(reference.Name) && !Namespaces.Contains(reference.Name):
                return [$"{reference.Line}: '{reference.Name}' is not declared"];
            case Call call when !Functions.Contains(call.Name):
                return [$"{call.Line}: '{call.Name}' is no function that is known here", .. Walk.Parts(call).SelectMany(part => Undeclared(part, scope))];
            case Loop loop:
                var inside = scope.Concat(loop.Variables).ToHashSet();
                return [.. Undeclared(loop.Source, scope), .. Undeclared(loop.Each, inside)];
            case Body body:
                var nested = scope.Concat(body.Nested.Select(declaration => declaration.Name)).ToHashSet();
                return
                [
                    .. Doubles(body.Nested),
                    .. Walk.Parts(body).SelectMany(part => Undeclared(part, nested)),
                    .. body.Nested.SelectMany(declaration => Undeclared(declaration, nested)),
                ];
            default:
                return Walk.Parts(expression).SelectMany(part => Undeclared(part, scope));
        }
    }

    private static IEnumerable<string> Unused(BicepFile file, IEnumerable<Declaration> named)
    {
        // What a file of parameters declares is used by the template it is for.
        if (file.Declarations.Any(declaration => declaration.Kind == DeclarationKind.Using)) return [];
        var used = Walk.All(file).OfType<Reference>().Select(reference => reference.Name).ToHashSet();
        return named
            .Where(declaration => declaration.Kind is DeclarationKind.Parameter or DeclarationKind.Variable || declaration.IsExisting)
            .Where(declaration => !used.Contains(declaration.Name))
            .Select(declaration => $"{declaration.Line}: '{declaration.Name}' is declared and not used");
    }
}
