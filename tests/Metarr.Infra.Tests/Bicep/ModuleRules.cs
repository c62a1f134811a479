namespace Metarr.Infra.Tests.Bicep;

/// <summary>Modules are there, are given what they ask for and nothing else, and have the outputs that are read.</summary>
internal static class ModuleRules
{
    public static IEnumerable<string> Problems(BicepFile file, IReadOnlyDictionary<string, BicepFile> all)
    {
        var modules = file.Declarations.Where(declaration => declaration.Kind == DeclarationKind.Module).ToList();
        return
        [
            .. modules.SelectMany(module => Found(file, module.Type, all) is { } called
                ? Handed(module, called)
                : [$"{module.Line}: there is no module '{module.Type}'"]),
            .. Outputs(file, modules, all),
            .. file.Declarations.Where(declaration => declaration.Kind == DeclarationKind.Using)
                .SelectMany(use => Found(file, use.Type, all) is { } template ? Given(file, template) : [$"{use.Line}: there is no template '{use.Type}'"]),
        ];
    }

    private static IEnumerable<string> Handed(Declaration module, BicepFile called)
    {
        var given = (Walk.BodyOf(module.Value)?["params"] as Body)?.Properties.Select(property => property.Name).ToHashSet() ?? [];
        return Compare(given, called, module.Line, $"module '{module.Name}'");
    }

    private static IEnumerable<string> Given(BicepFile parameters, BicepFile template) => Compare(
        parameters.Declarations.Where(declaration => declaration.Kind == DeclarationKind.Parameter).Select(declaration => (string?)declaration.Name).ToHashSet(),
        template,
        1,
        "the file of parameters");

    private static IEnumerable<string> Compare(HashSet<string?> given, BicepFile called, int line, string who)
    {
        var asked = called.Declarations.Where(declaration => declaration.Kind == DeclarationKind.Parameter).ToList();
        return
        [
            .. asked.Where(parameter => parameter.Value is null && !given.Contains(parameter.Name))
                .Select(parameter => $"{line}: {who} is not given '{parameter.Name}'"),
            .. given.Where(name => asked.TrueForAll(parameter => parameter.Name != name)).Select(name => $"{line}: {who} asks for no '{name}'"),
        ];
    }

    private static IEnumerable<string> Outputs(
        BicepFile file, IReadOnlyCollection<Declaration> modules, IReadOnlyDictionary<string, BicepFile> all)
    {
        foreach (var member in Walk.All(file).OfType<Member>())
        {
            if (member.Of is not Member { Name: "outputs", Of: Reference reference }) continue;
            if (modules.FirstOrDefault(module => module.Name == reference.Name) is not { } module) continue;
            if (Found(file, module.Type, all) is not { } called) continue;
            var has = called.Declarations.Any(declaration => declaration.Kind == DeclarationKind.Output && declaration.Name == member.Name);
            if (!has) yield return $"{member.Line}: module '{module.Name}' has no output '{member.Name}'";
        }
    }

    private static BicepFile? Found(BicepFile file, string path, IReadOnlyDictionary<string, BicepFile> all) =>
        all.GetValueOrDefault(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file.Path)!, path)));
}
