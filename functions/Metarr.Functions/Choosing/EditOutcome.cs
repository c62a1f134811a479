using Metarr.Functions.Storage;

namespace Metarr.Functions.Choosing;

/// <summary>What came of a person's edit of a title.</summary>
public abstract record EditOutcome
{
    private EditOutcome()
    {
    }

    /// <summary>It is as the person wants it.</summary>
    /// <param name="Title">The title as it is now.</param>
    public sealed record Done(TitleState Title) : EditOutcome;

    /// <summary>There is no such title.</summary>
    public sealed record NoSuchTitle : EditOutcome;

    /// <summary>The title is no longer what the person saw; nothing has changed.</summary>
    public sealed record ChangedMeanwhile : EditOutcome;

    /// <summary>The title's cast has no such person.</summary>
    public sealed record NotInCast : EditOutcome;

    /// <summary>The title's cast has fewer people.</summary>
    /// <param name="Last">The last place there is.</param>
    public sealed record NoSuchPlace(int Last) : EditOutcome;
}
