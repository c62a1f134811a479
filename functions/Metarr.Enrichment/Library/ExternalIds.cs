using System.Text.Json.Serialization;

namespace Metarr.Enrichment.Library;

/// <summary>What others call a title.</summary>
/// <param name="TmdbId">The Movie Database's number, or null when unknown.</param>
/// <param name="ImdbId">IMDb's id with its <c>tt</c>, or null when unknown.</param>
/// <param name="TvdbId">TheTVDB's number, or null when unknown.</param>
public sealed record ExternalIds(int? TmdbId = null, string? ImdbId = null, int? TvdbId = null)
{
    /// <summary>Whether nobody's id is known.</summary>
    [JsonIgnore]
    public bool IsEmpty => TmdbId is null && ImdbId is null && TvdbId is null;

    /// <summary>Whether TMDB knows both, as two titles: what shares another id with a title may not be the same one.</summary>
    /// <param name="other">The other ids.</param>
    /// <returns>False when one of TMDB's numbers is not known.</returns>
    public bool HasOtherTmdbIdThan(ExternalIds other) => TmdbId is { } one && other.TmdbId is { } two && one != two;

    /// <summary>These ids, with those that are unknown taken from another answer; a known id is never replaced.</summary>
    /// <param name="found">Ids that a provider stated.</param>
    /// <returns>The completed ids.</returns>
    public ExternalIds CompletedBy(ExternalIds found) =>
        new(TmdbId ?? found.TmdbId, ImdbId ?? found.ImdbId, TvdbId ?? found.TvdbId);
}
