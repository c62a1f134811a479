using System.Text.Json.Serialization;
using Metarr.Enrichment.Completeness;
using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>What lists show of a title.</summary>
/// <param name="Id">The title.</param>
/// <param name="Name">What it is called, or null when nobody told yet.</param>
/// <param name="Year">The year of release.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Monitored">Whether automation looks after it.</param>
/// <param name="Completeness">Percent of the expected fields that are filled.</param>
/// <param name="Partial">Whether the last enrichment had to do without a provider or an image host.</param>
/// <param name="EnrichedAt">When it was last enriched.</param>
/// <param name="Poster">The hash of its first selected poster.</param>
/// <param name="ExternalIds">What the providers call it.</param>
public sealed record LibraryEntry(
    TitleId Id,
    string? Name,
    int? Year,
    TitleStatus Status,
    bool Monitored,
    double Completeness,
    bool Partial,
    DateTimeOffset? EnrichedAt,
    string? Poster,
    ExternalIds ExternalIds)
{
    /// <summary>Names of the expected fields that are empty.</summary>
    public EquatableList<string> MissingFields { get; init; } = [];

    /// <summary>The settings that its last run went by.</summary>
    public SettingsMarks Marks { get; init; } = SettingsMarks.Unknown;

    /// <summary>What the library's statistics take from it.</summary>
    [JsonIgnore]
    public TitleStanding Standing => new(Id, new CompletenessReport(Completeness, MissingFields), Partial, Name, Year);

    /// <summary>The order of lists: by name, or by id where nobody told one; the same of two is settled by id.</summary>
    /// <param name="one">An entry.</param>
    /// <param name="other">Another.</param>
    /// <returns>Below 0 when the first comes first.</returns>
    public static int CompareNames(LibraryEntry one, LibraryEntry other)
    {
        var order = string.Compare(one.Name ?? one.Id.Value, other.Name ?? other.Id.Value, StringComparison.OrdinalIgnoreCase);
        return order == 0 ? string.CompareOrdinal(one.Id.Value, other.Id.Value) : order;
    }

    /// <summary>The slim row of a title.</summary>
    /// <param name="row">The title.</param>
    /// <param name="poster">The hash of its first selected poster.</param>
    /// <returns>The entry.</returns>
    public static LibraryEntry Of(TitleRow row, string? poster) => Of(row.Title, poster) with { Marks = row.Marks };

    private static LibraryEntry Of(Title title, string? poster) => new(
        title.Id,
        title.Metadata.Title,
        title.Year,
        title.Status,
        title.Monitored,
        title.Completeness.Percent,
        title.Partial,
        title.EnrichedAt,
        poster,
        title.ExternalIds)
    {
        MissingFields = title.Completeness.MissingFields,
    };
}
