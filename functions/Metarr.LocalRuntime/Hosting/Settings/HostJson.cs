using Microsoft.Extensions.Configuration;

namespace Metarr.LocalRuntime.Hosting.Settings;

/// <summary>host.json as configuration, under the section name that the Functions host uses, so that settings can override it.</summary>
internal static class HostJson
{
    /// <summary>The section below which host.json is found; <c>AzureFunctionsJobHost__extensions__...</c> overrides a value.</summary>
    public const string Section = "AzureFunctionsJobHost";

    private const string FileName = "host.json";

    /// <summary>host.json beside the app's assembly or, failing that, in the working directory, flattened to configuration keys.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Read(string contentRoot)
    {
        var path = new[] { AppContext.BaseDirectory, contentRoot }.Select(folder => Path.Combine(folder, FileName)).FirstOrDefault(File.Exists);
        if (path is null)
            return [];
        var file = new ConfigurationBuilder().AddJsonFile(path, optional: false, reloadOnChange: false).Build();
        return file.AsEnumerable().SelectMany(Keys);
    }

    private static IEnumerable<KeyValuePair<string, string?>> Keys(KeyValuePair<string, string?> setting)
    {
        if (setting.Value is null)
            yield break;
        yield return new($"{Section}:{setting.Key}", setting.Value);

        // The Functions host takes its log levels from host.json; .NET logging reads them from another place.
        const string levels = "logging:logLevel:";
        if (setting.Key.StartsWith(levels, StringComparison.OrdinalIgnoreCase))
            yield return new($"Logging:LogLevel:{setting.Key[levels.Length..]}", setting.Value);
    }
}
