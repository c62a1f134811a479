using System.Text.Json.Serialization;

namespace Metarr.Enrichment.Library;

/// <summary>How much of an enrichment a title needs.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<RunScope>))]
public enum RunScope
{
    /// <summary>All of it: providers are asked, art is looked at and chosen, the cast is fetched.</summary>
    Everything,

    /// <summary>Its art is chosen anew from what is known; no provider is asked.</summary>
    Choosing,
}
