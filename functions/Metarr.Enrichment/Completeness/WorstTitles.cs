using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Completeness;

/// <summary>A title among the least complete ones.</summary>
/// <param name="Id">The title.</param>
/// <param name="Percent">How complete it is, percent.</param>
/// <param name="Name">What it is called, cut where it is very long; null when nobody told yet.</param>
/// <param name="Year">The year of release, or null when nobody told yet.</param>
public sealed record WorstTitle(TitleId Id, double Percent, string? Name = null, int? Year = null)
{
    /// <summary>How much of a name is kept: all titles of a list share one table column of 32,768 characters.</summary>
    private const int NameLength = 80;

    /// <summary>The least complete first, and by id where two are equal.</summary>
    public static IComparer<WorstTitle> Order { get; } = Comparer<WorstTitle>.Create(Compare);

    /// <summary>A title's place among the least complete ones.</summary>
    /// <param name="title">The title.</param>
    /// <returns>What is kept of it in the list.</returns>
    public static WorstTitle Of(TitleStanding title) => new(title.Id, title.Completeness.Percent, Cut(title.Name), title.Year);

    private static string? Cut(string? name) => name?.Length > NameLength ? $"{name.AsSpan(0, NameLength).TrimEnd()}…" : name;

    private static int Compare(WorstTitle left, WorstTitle right)
    {
        var byPercent = left.Percent.CompareTo(right.Percent);
        return byPercent != 0 ? byPercent : string.CompareOrdinal(left.Id.Value, right.Id.Value);
    }
}

/// <summary>The least complete titles of a part of a library, kept exact while titles come, change and go.</summary>
/// <remarks>
/// More are kept than are shown. A title that gets better leaves the list, and who follows it outside of the list is not known; so the
/// list shrinks until it would show too few, and only then all titles have to be looked at again.
/// </remarks>
/// <param name="Titles">The first of all titles in the order of <see cref="WorstTitle.Order"/>, without a gap.</param>
public sealed record WorstTitles(EquatableList<WorstTitle> Titles)
{
    /// <summary>How many are shown.</summary>
    public const int Shown = 10;

    /// <summary>How many are kept at most.</summary>
    public const int Kept = 50;

    /// <summary>The worst of no title.</summary>
    public static WorstTitles None { get; } = new([]);

    /// <summary>Finds the worst among all titles.</summary>
    /// <param name="all">All titles, in any order.</param>
    /// <returns>The worst of them.</returns>
    public static WorstTitles Of(IEnumerable<WorstTitle> all) =>
        new(all.Order(WorstTitle.Order).Take(Kept).ToEquatableList());

    /// <summary>The list after one title has come, changed or gone.</summary>
    /// <param name="before">The title as it was, or null when it is new.</param>
    /// <param name="after">The title as it is now, or null when it is gone.</param>
    /// <param name="countBefore">How many titles there were.</param>
    /// <returns>The list, or null when it can no longer be told without looking at all titles.</returns>
    public WorstTitles? Replace(WorstTitle? before, WorstTitle? after, int countBefore)
    {
        var titles = Titles.Where(title => title.Id != before?.Id).ToList();
        if (after is not null && (Titles.Count == countBefore || IsWithin(after)))
        {
            var place = titles.BinarySearch(after, WorstTitle.Order);
            titles.Insert(place < 0 ? ~place : place, after);
        }

        var countAfter = countBefore - (before is null ? 0 : 1) + (after is null ? 0 : 1);
        return titles.Count < Math.Min(Shown, countAfter) ? null : new WorstTitles(titles.Take(Kept).ToEquatableList());
    }

    /// <summary>Whether a title belongs before some title of the list, and so before all outside of it.</summary>
    private bool IsWithin(WorstTitle title) => Titles.Count > 0 && WorstTitle.Order.Compare(title, Titles[^1]) <= 0;
}
