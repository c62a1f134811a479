using System.CommandLine;

namespace Metarr.Cli.Api;

/// <summary>The two options that say where the app answers.</summary>
internal sealed record AppAddress(Option<string> Url, Option<string?> Key)
{
    /// <summary>The options under the names that a command has for them.</summary>
    public static AppAddress Named(string url, string key) => new(
        new Option<string>(url) { Description = "Where the app answers.", DefaultValueFactory = _ => "http://127.0.0.1:7071" },
        new Option<string?>(key) { Description = "The function key, when the app wants one." });
}
