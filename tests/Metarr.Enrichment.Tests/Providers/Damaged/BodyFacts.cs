using System.Globalization;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;

namespace Metarr.Enrichment.Tests.Providers.Damaged;

/// <summary>All that was read of a body, fact by fact, so that two readings can be told apart.</summary>
/// <remarks>A fact's name begins with its family: <c>runtime</c>, <c>genres/Drama</c>, <c>art/35686</c>, <c>cast/6384</c>.</remarks>
internal static class BodyFacts
{
    public static Dictionary<string, string> Of(ProviderResult.Fetched read) => Scalars(read)
        .Where(fact => fact.Value is not null)
        .Select(fact => KeyValuePair.Create(fact.Name, Convert.ToString(fact.Value, CultureInfo.InvariantCulture)!))
        .Concat(Lists(read.Metadata).SelectMany(list => list.Names.Select(name => KeyValuePair.Create($"{list.Family}/{name}", ""))))
        .Concat(read.Cast.Select(member => KeyValuePair.Create($"cast/{member.PersonId}", (member with { Order = 1 }).ToString())))
        .Concat(read.Candidates
            .GroupBy(candidate => candidate.ProviderAssetId)
            .Select(same => KeyValuePair.Create($"art/{same.Key}", string.Join('|', same.Select(Told)))))
        .ToDictionary();

    public static string Family(string fact) => fact.Split('/')[0];

    private static string Told(Candidate candidate) => candidate.ToString();

    private static (string Name, object? Value)[] Scalars(ProviderResult.Fetched read) =>
    [
        ("tmdbId", read.Ids.TmdbId), ("imdbId", read.Ids.ImdbId), ("tvdbId", read.Ids.TvdbId),
        ("title", read.Metadata.Title), ("originalTitle", read.Metadata.OriginalTitle),
        ("originalLanguage", read.Metadata.OriginalLanguage), ("plot", read.Metadata.Plot), ("outline", read.Metadata.Outline),
        ("tagline", read.Metadata.Tagline), ("imdbRating", read.Metadata.ImdbRating), ("imdbVotes", read.Metadata.ImdbVotes),
        ("tomatoes", read.Metadata.RottenTomatoesScore), ("metacritic", read.Metadata.MetacriticScore),
        ("tmdbRating", read.Metadata.TmdbRating), ("tmdbVotes", read.Metadata.TmdbVotes), ("releaseDate", read.Metadata.ReleaseDate),
        ("runtime", read.Metadata.Runtime), ("contentRating", read.Metadata.ContentRating), ("collection", read.Metadata.Collection),
    ];

    private static (string Family, IEnumerable<string> Names)[] Lists(TitleMetadata metadata) =>
    [
        ("genres", metadata.Genres), ("directors", metadata.Directors), ("writers", metadata.Writers), ("studios", metadata.Studios),
        ("countries", metadata.Countries), ("keywords", metadata.Keywords),
    ];
}
