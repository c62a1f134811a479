using System.Text.RegularExpressions;

namespace Metarr.Infra.Tests.Bicep;

/// <summary>Resources are of stable versions, are named, and are as safe as the documents say.</summary>
internal static partial class ResourceRules
{
    /// <summary>The roles that anything may be given, all of them for data and none for management.</summary>
    public static readonly IReadOnlyDictionary<string, string> Roles = new Dictionary<string, string>
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["b86a8fe4-44ce-4948-aee5-eccb2c155cd7"] = "Key Vault Secrets Officer",
        ["7e4f1700-ea5a-4f59-8f37-079cfe29dce3"] = "SignalR Service Owner",
        ["0ad04412-c4d5-4796-b79c-f76d14c8d402"] = "Durable Task Data Contributor",
    };

    private static readonly (string Type, string Path, string Value)[] Demands =
    [
        ("Microsoft.Storage/storageAccounts", "properties.allowSharedKeyAccess", "false"),
        ("Microsoft.Storage/storageAccounts", "properties.allowBlobPublicAccess", "false"),
        ("Microsoft.Storage/storageAccounts", "properties.supportsHttpsTrafficOnly", "true"),
        ("Microsoft.Storage/storageAccounts", "properties.minimumTlsVersion", "TLS1_2"),
        ("Microsoft.Storage/storageAccounts/blobServices/containers", "properties.publicAccess", "None"),
        ("Microsoft.SignalRService/signalR", "properties.disableLocalAuth", "true"),
        ("Microsoft.Insights/components", "properties.DisableLocalAuth", "true"),
        ("Microsoft.OperationalInsights/workspaces", "properties.features.disableLocalAuth", "true"),
        ("Microsoft.KeyVault/vaults", "properties.enableRbacAuthorization", "true"),
        ("Microsoft.Web/sites", "properties.httpsOnly", "true"),
        ("Microsoft.Web/sites", "properties.siteConfig.ftpsState", "Disabled"),
        ("Microsoft.Web/sites", "properties.siteConfig.minTlsVersion", "1.2"),
    ];

    public static IEnumerable<string> Problems(BicepFile file) =>
    [
        .. Walk.Resources(file).SelectMany(resource => OfResource(resource)),
        .. Walk.All(file).OfType<Text>().SelectMany(OfText),
        .. Walk.All(file).OfType<Call>().Where(call => call.Name.StartsWith("list", StringComparison.Ordinal))
            .Select(call => $"{call.Line}: '{call.Name}' reads a secret into the deployment"),
        .. file.Declarations.Where(declaration => declaration.Kind is DeclarationKind.Parameter or DeclarationKind.Output).SelectMany(OfSurface),
    ];

    private static IEnumerable<string> OfResource(Declaration resource)
    {
        var type = resource.Type.Split('@');
        if (type.Length == 2 && !StableVersion().IsMatch(type[1])) yield return $"{resource.Line}: '{type[1]}' is no stable version";
        if (type.Length == 1 ? !NestedType().IsMatch(resource.Type) : !FullType().IsMatch(type[0])) yield return $"{resource.Line}: '{resource.Type}' is no type";
        var body = Walk.BodyOf(resource.Value);
        if (body?["name"] is null) yield return $"{resource.Line}: '{resource.Name}' has no name";
        if (resource.IsExisting) yield break;
        foreach (var demand in Demands.Where(demand => demand.Type == type[0]))
        {
            var value = demand.Path.Split('.').Aggregate((Expression?)body, (part, name) => (part as Body)?[name]);
            var found = value switch { Literal literal => literal.Text, Text text => text.Plain, _ => null };
            if (found != demand.Value) yield return $"{resource.Line}: '{resource.Name}' does not set {demand.Path} to {demand.Value}";
        }
    }

    private static IEnumerable<string> OfText(Text text)
    {
        foreach (var piece in text.Pieces)
        {
            if (SecretText().IsMatch(piece)) yield return $"{text.Line}: a secret does not belong into a template";
            foreach (Match id in Guids().Matches(piece))
            {
                if (!Roles.ContainsKey(id.Value)) yield return $"{text.Line}: '{id.Value}' is none of the known roles";
            }
        }
    }

    private static IEnumerable<string> OfSurface(Declaration declaration)
    {
        var calls = declaration.Decorators.OfType<Call>().Select(call => call.Name).ToHashSet();
        var isParameterFile = declaration is { Kind: DeclarationKind.Parameter, Type: "" };
        if (!isParameterFile && !calls.Contains("description")) yield return $"{declaration.Line}: '{declaration.Name}' has no description";
        if (!SecretName().IsMatch(declaration.Name)) yield break;
        if (declaration.Kind == DeclarationKind.Output) yield return $"{declaration.Line}: '{declaration.Name}' would show a secret";
        else if (!calls.Contains("secure")) yield return $"{declaration.Line}: '{declaration.Name}' is a secret and not secure";
        else if (declaration.Value is not null) yield return $"{declaration.Line}: '{declaration.Name}' is a secret with a default";
    }

    [GeneratedRegex(@"^20\d\d-\d\d-\d\d$")]
    private static partial Regex StableVersion();

    [GeneratedRegex(@"^Microsoft\.[A-Z]\w+(/\w+)+$")]
    private static partial Regex FullType();

    [GeneratedRegex(@"^\w+$")]
    private static partial Regex NestedType();

    [GeneratedRegex("AccountKey=|SharedAccessKey=|AccessKey=|InstrumentationKey=|[?&]sig=", RegexOptions.IgnoreCase)]
    private static partial Regex SecretText();

    [GeneratedRegex("(password|secret|apiKey|accessKey|token)$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Guids();
}
