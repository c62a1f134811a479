using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Choosing;

/// <summary>What came of a person's wish about the art of a title.</summary>
public abstract record ChoiceOutcome
{
    private ChoiceOutcome()
    {
    }

    /// <summary>It is as the person wants it.</summary>
    /// <param name="Title">The title as it is now.</param>
    public sealed record Done(TitleSnapshot Title) : ChoiceOutcome;

    /// <summary>There is no such title.</summary>
    public sealed record NoSuchTitle : ChoiceOutcome;

    /// <summary>The title is no longer what the person saw.</summary>
    public sealed record ChangedMeanwhile : ChoiceOutcome;

    /// <summary>The title has no such candidate of that type.</summary>
    /// <param name="Key">The key that is not known.</param>
    public sealed record UnknownKey(string Key) : ChoiceOutcome;

    /// <summary>More than the type's limit was wanted.</summary>
    /// <param name="Limit">How many may be selected.</param>
    public sealed record TooMany(int Limit) : ChoiceOutcome;

    /// <summary>A file cannot be had or is no usable image.</summary>
    /// <param name="Key">The candidate, or null when it is the file of the request.</param>
    /// <param name="Reason">Why, in a sentence.</param>
    public sealed record Unusable(string? Key, string Reason) : ChoiceOutcome;

    /// <summary>Nothing of that type was replaced within the last 30 days.</summary>
    public sealed record NothingToRestore : ChoiceOutcome;
}
