using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Completeness;

/// <summary>How complete the titles of a library are, in figures that can be added up and taken back title by title.</summary>
public sealed record LibraryStatistics
{
    /// <summary>The figures of no title.</summary>
    public static LibraryStatistics Empty { get; } = new();

    /// <summary>How many titles there are.</summary>
    public int Titles { get; init; }

    /// <summary>How many of them are at least 90 % complete.</summary>
    public int Enriched { get; init; }

    /// <summary>How many of them are at least 60 % and less than 90 % complete.</summary>
    public int PartlyEnriched { get; init; }

    /// <summary>How many of them are less than 60 % complete.</summary>
    public int Unenriched { get; init; }

    /// <summary>How many titles had to do without a provider or an image host when they were last enriched.</summary>
    public int Partial { get; init; }

    /// <summary>The sum of the titles' percentages, in tenths of a percent: whole numbers do not drift as they are added and taken back.</summary>
    public long PercentTenths { get; init; }

    /// <summary>For each expected field that is missing somewhere, by name, in how many titles it is.</summary>
    public IReadOnlyDictionary<string, int> Missing { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>The mean completeness, percent, one decimal; 0 when there is no title.</summary>
    [JsonIgnore]
    public double AveragePercent => Titles == 0 ? 0 : Math.Round(PercentTenths / 10.0 / Titles, 1, MidpointRounding.AwayFromZero);

    /// <summary>These figures with one title more.</summary>
    /// <param name="title">The title.</param>
    /// <returns>The new figures.</returns>
    public LibraryStatistics Plus(TitleStanding title) => Count(title, 1);

    /// <summary>These figures with one title less.</summary>
    /// <param name="title">The title as it was counted.</param>
    /// <returns>The new figures.</returns>
    public LibraryStatistics Minus(TitleStanding title) => Count(title, -1);

    /// <summary>The figures of two parts of a library together.</summary>
    /// <param name="other">The other part.</param>
    /// <returns>The sums.</returns>
    public LibraryStatistics Plus(LibraryStatistics other) => new()
    {
        Titles = Titles + other.Titles,
        Enriched = Enriched + other.Enriched,
        PartlyEnriched = PartlyEnriched + other.PartlyEnriched,
        Unenriched = Unenriched + other.Unenriched,
        Partial = Partial + other.Partial,
        PercentTenths = PercentTenths + other.PercentTenths,
        Missing = Sum(Missing, other.Missing),
    };

    private LibraryStatistics Count(TitleStanding title, int by)
    {
        var category = title.Completeness.Category;
        return new LibraryStatistics
        {
            Titles = Titles + by,
            Enriched = Enriched + (category is CompletenessCategory.Enriched ? by : 0),
            PartlyEnriched = PartlyEnriched + (category is CompletenessCategory.Partial ? by : 0),
            Unenriched = Unenriched + (category is CompletenessCategory.Unenriched ? by : 0),
            Partial = Partial + (title.Partial ? by : 0),
            PercentTenths = PercentTenths + (by * (long)Math.Round(title.Completeness.Percent * 10)),
            Missing = Sum(Missing, title.Completeness.MissingFields.Select(field => KeyValuePair.Create(field, by))),
        };
    }

    private static ImmutableSortedDictionary<string, int> Sum(
        IEnumerable<KeyValuePair<string, int>> counts, IEnumerable<KeyValuePair<string, int>> more)
    {
        var sums = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var (field, count) in counts.Concat(more)) sums[field] = sums.GetValueOrDefault(field) + count;
        sums.RemoveRange([.. sums.Where(pair => pair.Value == 0).Select(pair => pair.Key)]);
        return sums.ToImmutable();
    }
}
