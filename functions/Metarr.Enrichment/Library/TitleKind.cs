using System.Text.Json.Serialization;

namespace Metarr.Enrichment.Library;

/// <summary>What sort of title a library entry is.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<TitleKind>))]
public enum TitleKind
{
    /// <summary>A film.</summary>
    Movie,

    /// <summary>A television series as a whole.</summary>
    Series,

    /// <summary>One season of a series.</summary>
    Season,

    /// <summary>One episode of a season.</summary>
    Episode,
}
