using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Completeness;

/// <summary>What the statistics of a library take from one title.</summary>
/// <param name="Id">The title.</param>
/// <param name="Completeness">How complete it is.</param>
/// <param name="Partial">Whether its last enrichment had to do without a provider or an image host.</param>
/// <param name="Name">What it is called, or null when nobody told yet.</param>
/// <param name="Year">The year of release, or null when nobody told yet.</param>
public sealed record TitleStanding(TitleId Id, CompletenessReport Completeness, bool Partial, string? Name = null, int? Year = null);
