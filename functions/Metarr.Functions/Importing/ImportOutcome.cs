using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;

namespace Metarr.Functions.Importing;

/// <summary>What becomes of a movie that is imported.</summary>
public abstract record ImportOutcome
{
    private ImportOutcome()
    {
    }

    /// <summary>What was told of its ids that is not so by the title that it was taken for.</summary>
    public EquatableList<IdContradiction> Contradictions { get; init; } = [];

    /// <summary>It is new.</summary>
    /// <param name="Id">Its id in the library.</param>
    public sealed record Registered(TitleId Id) : ImportOutcome;

    /// <summary>It was there, and its paths or ids have changed, or a deletion of it was taken back.</summary>
    /// <param name="Id">Its id in the library.</param>
    public sealed record Updated(TitleId Id) : ImportOutcome;

    /// <summary>It was there, and nothing has changed.</summary>
    /// <param name="Id">Its id in the library.</param>
    public sealed record Unchanged(TitleId Id) : ImportOutcome;

    /// <summary>Several movies have its title and year, so it was left out.</summary>
    /// <param name="Candidates">The movies.</param>
    public sealed record Ambiguous(EquatableList<FoundTitle> Candidates) : ImportOutcome;

    /// <summary>No movie has its title and year, so it was left out.</summary>
    public sealed record NotFound : ImportOutcome;

    /// <summary>It names no id, and nobody could be asked for one, so it was left out.</summary>
    /// <param name="Reason">Why, in a sentence.</param>
    public sealed record NotSearched(string Reason) : ImportOutcome;
}
