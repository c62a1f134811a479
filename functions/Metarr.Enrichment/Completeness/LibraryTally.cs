namespace Metarr.Enrichment.Completeness;

/// <summary>The statistics of a part of a library, carried on title by title.</summary>
/// <param name="Statistics">The figures.</param>
/// <param name="Worst">The least complete titles.</param>
public sealed record LibraryTally(LibraryStatistics Statistics, WorstTitles Worst)
{
    /// <summary>Counts all titles.</summary>
    /// <param name="titles">All titles of the part.</param>
    /// <returns>The tally.</returns>
    public static LibraryTally Of(IReadOnlyCollection<TitleStanding> titles) => new(
        titles.Aggregate(LibraryStatistics.Empty, (figures, title) => figures.Plus(title)), WorstTitles.Of(titles.Select(WorstTitle.Of)));

    /// <summary>The tally after one title has come, changed or gone.</summary>
    /// <param name="before">The title as it was counted, or null when it is new.</param>
    /// <param name="after">The title as it is now, or null when it is gone.</param>
    /// <returns>The new tally, or null when all titles have to be counted again.</returns>
    public LibraryTally? Replace(TitleStanding? before, TitleStanding? after)
    {
        var worst = Worst.Replace(PlaceOrNull(before), PlaceOrNull(after), Statistics.Titles);
        if (worst is null) return null;
        var without = before is null ? Statistics : Statistics.Minus(before);
        return new LibraryTally(after is null ? without : without.Plus(after), worst);
    }

    private static WorstTitle? PlaceOrNull(TitleStanding? title) => title is null ? null : WorstTitle.Of(title);
}
