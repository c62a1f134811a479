using System.Text.Json;
using System.Text.Json.Serialization;

namespace Metarr.Enrichment.Library;

/// <summary>Writes an enum by its names in camel case, the same in answers, rows and histories.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
public sealed class CamelCaseEnumConverter<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;
