using Azure;
using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>That a provider's id belongs to a title, as it was read.</summary>
/// <param name="Kind">The sort of title.</param>
/// <param name="Key">The id, such as <c>tmdb:603</c>.</param>
/// <param name="Version">The version of the claim; another one is another claim, be it of the same title.</param>
public sealed record IdClaim(TitleKind Kind, string Key, ETag Version);
