using System.Text.RegularExpressions;
using Metarr.Enrichment.Library;
using Microsoft.AspNetCore.Http;

namespace Metarr.Functions.Triggers;

/// <summary>The body that registers a movie.</summary>
/// <param name="TmdbId">TMDB's number.</param>
/// <param name="ImdbId">IMDb's id; one of the two ids is needed.</param>
/// <param name="Title">What it is called, until a provider tells.</param>
/// <param name="Year">The year of release, until a provider tells.</param>
/// <param name="Monitored">Whether automation looks after it.</param>
internal sealed partial record RegisterMovie(
    int? TmdbId = null, string? ImdbId = null, string? Title = null, int? Year = null, bool Monitored = true)
{
    /// <summary>What others call the movie.</summary>
    public ExternalIds ExternalIds() => new(TmdbId, ImdbId);

    /// <summary>The id the movie gets: TMDB's number, else IMDb's id.</summary>
    public TitleId NewId() => Metarr.Enrichment.Library.TitleId.Movie(TmdbId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? ImdbId!);

    /// <summary>What is wrong with it, or null.</summary>
    public IResult? Validate() => Objection() is var (field, detail) ? ApiResponses.Invalid(field, detail) : null;

    /// <summary>The first field that is wrong and a sentence about it, or null.</summary>
    public (string Field, string Detail)? Objection() => this switch
    {
        { TmdbId: null, ImdbId: null } =>
            ("tmdbId", "A movie needs an id: send 'tmdbId' (a number) or 'imdbId' (such as 'tt0133093')."),
        { TmdbId: <= 0 } => ("tmdbId", "'tmdbId' must be a number above 0."),
        { ImdbId: { } imdb } when !ImdbPattern().IsMatch(imdb) =>
            ("imdbId", "'imdbId' must be 'tt' and 7 to 10 digits, such as 'tt0133093'."),
        { Year: < 1870 or > 2200 } => ("year", "'year' must lie between 1870 and 2200."),
        { Title.Length: > 500 } => ("title", "'title' must have at most 500 characters."),
        _ => null,
    };

    [GeneratedRegex(@"^tt[0-9]{7,10}\z")]
    private static partial Regex ImdbPattern();
}

/// <summary>The body that asks for an enrichment.</summary>
/// <param name="Force">Whether providers are asked again although the last answer is fresh.</param>
/// <param name="RequireComplete">Whether the first rate limit ends the run and nothing of the title changes.</param>
internal sealed record EnrichMovie(bool Force = false, bool RequireComplete = false);
