namespace Metarr.Enrichment.Library;

/// <summary>One person's part in a title, as a provider tells it.</summary>
/// <param name="Order">The place in the cast list, counted from 1.</param>
/// <param name="PersonId">TMDB's number of the person; the same person has it in every title.</param>
/// <param name="Name">The person's name.</param>
public sealed record CastMember(int Order, int PersonId, string Name)
{
    /// <summary>How many people of a title's cast are kept, from the top of the list.</summary>
    public const int MostPerTitle = 15;

    /// <summary>Whom the person plays; several roles are set apart by <c> / </c>. Null when nobody told.</summary>
    public string? Character { get; init; }

    /// <summary>Where the person's portrait lies in full size, or null when the provider has none.</summary>
    public Uri? PortraitUrl { get; init; }
}
