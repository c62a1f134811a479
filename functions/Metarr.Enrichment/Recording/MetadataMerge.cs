using Metarr.Enrichment.Completeness;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;

namespace Metarr.Enrichment.Recording;

/// <summary>Carries what the providers told into a title, without touching what a person has fixed.</summary>
/// <remarks>
/// A locked field is never touched; an empty answer never erases a value; else the first provider in the field's order that
/// has a value wins, and after those that the order names, any other. The source of each field is recorded.
/// </remarks>
public static class MetadataMerge
{
    /// <summary>The source of what a person wrote.</summary>
    public const string UserSource = ProviderNames.User;

    /// <summary>The source of what stood in the request that registered the title.</summary>
    public const string RegistrationSource = "registration";

    private static readonly string[] OmdbFirst = [ProviderNames.Omdb, ProviderNames.Tmdb, ProviderNames.Tvdb, ProviderNames.Fanart];
    private static readonly string[] TmdbFirst = [ProviderNames.Tmdb, ProviderNames.Omdb, ProviderNames.Tvdb, ProviderNames.Fanart];
    private static readonly string[] TvdbFirst = [ProviderNames.Tvdb, ProviderNames.Tmdb, ProviderNames.Omdb, ProviderNames.Fanart];

    private static readonly HashSet<string> OmdbFields =
        ["imdb_rating", "imdb_votes", "rotten_tomatoes_score", "metacritic_score", "outline", "content_rating"];

    /// <summary>The title with the providers' answers carried in, and its completeness counted anew.</summary>
    /// <param name="title">The title as it is now.</param>
    /// <param name="answers">What each provider told, by the provider's name.</param>
    /// <returns>The merged title; equal to the given one when nothing is new.</returns>
    public static Title Apply(Title title, IReadOnlyDictionary<string, TitleMetadata> answers)
    {
        var metadata = title.Metadata;
        Dictionary<string, string>? sources = null;
        var others = answers.Keys.Except(TmdbFirst).Order(StringComparer.Ordinal).ToArray();
        foreach (var field in TitleField.All.Where(field => !title.IsLocked(field)))
        {
            var winner = Order(title.Id.Kind, field).Concat(others).FirstOrDefault(
                provider => answers.TryGetValue(provider, out var answer) && field.IsFilled(answer));
            if (winner is null) continue;
            metadata = field.Copy(metadata, answers[winner]);
            if (title.Sources.GetValueOrDefault(field.Name) != winner) (sources ??= new(title.Sources))[field.Name] = winner;
        }

        return title with { Metadata = metadata, Sources = sources ?? title.Sources, Completeness = CompletenessReport.Of(metadata) };
    }

    /// <summary>A new title with what the request that registers it tells; providers may replace all of it.</summary>
    /// <param name="title">The new title.</param>
    /// <param name="told">What the request tells.</param>
    /// <returns>The title.</returns>
    public static Title Register(Title title, TitleMetadata told) => title with
    {
        Metadata = told,
        Sources = TitleField.All.Where(field => field.IsFilled(told)).ToDictionary(field => field.Name, _ => RegistrationSource),
        Completeness = CompletenessReport.Of(told),
    };

    /// <summary>The title with fields as a person wants them; each of them is locked from then on.</summary>
    /// <param name="title">The title.</param>
    /// <param name="edited">Its metadata after the edit.</param>
    /// <param name="fields">The fields that were edited, cleared ones among them.</param>
    /// <returns>The title.</returns>
    public static Title Edit(Title title, TitleMetadata edited, IReadOnlyCollection<TitleField> fields)
    {
        if (fields.Count == 0) return title;
        var sources = new Dictionary<string, string>(title.Sources);
        foreach (var field in fields) sources[field.Name] = UserSource;
        return title with
        {
            Metadata = edited,
            Sources = sources,
            LockedFields = [.. title.LockedFields.Union(fields.Select(field => field.Name))],
            Completeness = CompletenessReport.Of(edited),
        };
    }

    private static string[] Order(TitleKind kind, TitleField field) =>
        OmdbFields.Contains(field.Name) ? OmdbFirst
        : kind is TitleKind.Movie ? TmdbFirst
        : TvdbFirst;
}
