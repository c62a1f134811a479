using Microsoft.Extensions.Configuration;

namespace Metarr.LocalRuntime.Hosting.Settings;

/// <summary>The <c>Values</c> of local.settings.json, which Azure Functions Core Tools would set as environment variables.</summary>
internal static class LocalSettings
{
    private const string FileName = "local.settings.json";
    private const string Values = "Values:";

    /// <summary>The settings of the file in the given folder; none when there is no such file.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return [];
        return new ConfigurationBuilder().AddJsonFile(path, optional: false, reloadOnChange: false).Build().AsEnumerable()
            .Where(setting => setting.Value is not null && setting.Key.StartsWith(Values, StringComparison.OrdinalIgnoreCase))
            .Select(setting => KeyValuePair.Create(setting.Key[Values.Length..].Replace("__", ":", StringComparison.Ordinal), setting.Value));
    }
}
