using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Metarr.Cli.Api;

/// <summary>Options that take a whole number; another value is refused with a sentence that says which numbers are taken.</summary>
internal static class WholeNumber
{
    /// <summary>Makes an option.</summary>
    /// <param name="name">What people type.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="least">The least number that is taken.</param>
    /// <param name="most">The greatest.</param>
    public static Option<int?> Option(string name, string description, int least, int most) =>
        new(name) { Description = description, CustomParser = result => Read(result, name, least, most) };

    private static int? Read(ArgumentResult result, string name, int least, int most)
    {
        var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        var range = most == int.MaxValue ? "or more" : string.Create(CultureInfo.InvariantCulture, $"to {most}");
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be a whole number, {least} {range}, not '{text}'."));
        return null;
    }
}
