using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Metarr.LocalRuntime.Hosting.Settings;

/// <summary>Puts the values of settings where a binding says <c>%name%</c>.</summary>
internal static partial class SettingNames
{
    /// <summary>The text with every <c>%name%</c> replaced.</summary>
    /// <exception cref="InvalidOperationException">A named setting does not exist.</exception>
    public static string Resolve(string text, IConfiguration configuration) => Named().Replace(text, match =>
        configuration[match.Groups[1].Value]
            ?? throw new InvalidOperationException($"'{text}' names the setting '{match.Groups[1].Value}', which is not configured"));

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Named();
}
