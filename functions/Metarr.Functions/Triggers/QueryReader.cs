using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Metarr.Functions.Triggers;

/// <summary>Reads the query of a list, one value after the other, strictly: what is not understood is refused, and the first is told.</summary>
internal sealed class QueryReader
{
    /// <summary>What a query may have besides; the host's key comes with them.</summary>
    private static readonly string[] OfTheHost = ["code", "clientId"];

    private readonly IQueryCollection query;

    /// <summary>Reads a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="known">The parameters that the list has; any other is refused.</param>
    public QueryReader(IQueryCollection query, params IReadOnlyList<string> known)
    {
        this.query = query;
        if (query.Keys.FirstOrDefault(name => !known.Concat(OfTheHost).Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            var others = known.Count > 0 ? $"known are {string.Join(", ", known)}" : "this list takes none";
            Refuse(unknown, $"There is no parameter '{unknown}'; {others}.");
        }
    }

    /// <summary>The answer that tells the first mistake, or null when there was none so far.</summary>
    public IResult? Problem { get; private set; }

    /// <summary>Refuses a parameter, unless another was refused before.</summary>
    public void Refuse(string name, string detail) => Problem ??= ApiResponses.Invalid(name, detail);

    /// <summary>A text; null when it is missing or empty.</summary>
    public string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>A whole number within bounds.</summary>
    public int? Number(string name, int least, int most)
    {
        if (Text(name) is not { } text) return null;
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        if (isNumber && value >= least && value <= most) return value;
        Refuse(name, $"'{name}' must be a number from {least} to {most}.");
        return null;
    }

    /// <summary>A number from 0 to 100.</summary>
    public double? Percent(string name)
    {
        if (Text(name) is not { } text) return null;
        var isNumber = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value);
        if (isNumber && value is >= 0 and <= 100) return value;
        Refuse(name, $"'{name}' must be a number from 0 to 100.");
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool? YesOrNo(string name)
    {
        if (Text(name) is not { } text) return null;
        if (text is "true" or "false") return text == "true";
        Refuse(name, $"'{name}' must be true or false.");
        return null;
    }

    /// <summary>One of the names of an enumeration, as JSON writes them.</summary>
    public TEnum? Choice<TEnum>(string name)
        where TEnum : struct, Enum
    {
        if (Text(name) is not { } text) return null;
        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (JsonNamingPolicy.CamelCase.ConvertName(value.ToString()) == text) return value;
        }

        var known = Enum.GetNames<TEnum>().Select(JsonNamingPolicy.CamelCase.ConvertName);
        Refuse(name, $"'{name}' must be one of {string.Join(", ", known)}.");
        return null;
    }
}
