using System.Globalization;
using System.Xml;

namespace Metarr.LocalRuntime.Tables;

/// <summary>Values as they stand in an OData filter.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/querying-tables-and-entities#constructing-filter-strings</remarks>
internal static class ODataLiteral
{
    /// <summary>Fills a filter's places with the literals of its values.</summary>
    /// <exception cref="ArgumentException">A value is of a type that OData has no literal for.</exception>
    public static string Fill(FormattableString filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var literals = Array.ConvertAll(filter.GetArguments(), object? (value) => Of(value));
        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals);
    }

    /// <summary>The literal of a value.</summary>
    /// <exception cref="ArgumentException">OData has no literal for its type.</exception>
    public static string Of(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        sbyte or byte or short or ushort or int or uint or decimal or float or double =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        long or ulong => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture) + "L",
        Guid id => $"guid'{id}'",
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        BinaryData bytes => $"X'{Convert.ToHexString(bytes.ToMemory().Span)}'",
        DateTimeOffset time => Time(time.UtcDateTime),
        DateTime time => Time(time.ToUniversalTime()),
        string or char or System.Text.StringBuilder => $"'{value.ToString()!.Replace("'", "''", StringComparison.Ordinal)}'",
        _ => throw new ArgumentException($"Unable to convert a value of type {value.GetType()} to an OData literal.", nameof(value)),
    };

    private static string Time(DateTime utc) => $"datetime'{XmlConvert.ToString(utc, XmlDateTimeSerializationMode.RoundtripKind)}'";
}
