using System.Text.Json.Serialization;
using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>Someone who plays in titles of the library; one for all titles.</summary>
/// <param name="Id">TMDB's number.</param>
/// <param name="Name">The name.</param>
public sealed record Person(int Id, string Name)
{
    /// <summary>
    /// The titles whose cast has the person, or whose run is about to; null when a version of the app wrote it that did not count them.
    /// </summary>
    public EquatableList<TitleId>? Titles { get; init; }

    /// <summary>Where the portrait lies, by the newest that TMDB told, or null when it has none.</summary>
    public Uri? PortraitUrl { get; init; }

    /// <summary>How old what TMDB told is, so that an older answer that is read again does not undo a newer one.</summary>
    public DateTimeOffset ToldAt { get; init; }

    /// <summary>The portrait that is kept, or null when none is.</summary>
    public Headshot? Headshot { get; init; }

    /// <summary>The portrait that was kept before, until its blob is let go of; null otherwise.</summary>
    public Headshot? Replaced { get; init; }

    /// <summary>Why the portrait cannot be kept; null when nothing speaks against it.</summary>
    public CandidateFailure? Failure { get; init; }

    /// <summary>The run that fetches the portrait now, or null.</summary>
    public HeadshotLease? Lease { get; init; }

    /// <summary>Whether no title has the person any more, who is then cleared away with the portrait.</summary>
    [JsonIgnore]
    public bool IsNobodys => Titles is { Count: 0 };

    /// <summary>The person as one that a title needs.</summary>
    /// <remarks>Of someone who is being cleared away the portrait counts as lost, and is fetched or held anew.</remarks>
    /// <param name="id">The title.</param>
    /// <returns>The person; equal to this one when that is known.</returns>
    public Person In(TitleId id)
    {
        if (Titles is { } known && known.Contains(id)) return this;
        var needed = this with { Titles = [.. Titles ?? [], id] };
        return IsNobodys ? needed with { Headshot = null, Replaced = Headshot ?? Replaced, Failure = null } : needed;
    }

    /// <summary>The person as one that a title no longer needs.</summary>
    /// <param name="id">The title.</param>
    /// <returns>The person; equal to this one when the title did not need it.</returns>
    public Person Without(TitleId id) =>
        Titles is { } known && known.Contains(id) ? this with { Titles = [.. known.Where(other => other != id)] } : this;

    /// <summary>The person with what a title's cast tells, unless something newer is known.</summary>
    /// <param name="member">The part in the title.</param>
    /// <param name="toldAt">When TMDB told it.</param>
    /// <returns>The person; equal to this one when nothing is new. A portrait that TMDB no longer names stays.</returns>
    public Person Told(CastMember member, DateTimeOffset toldAt)
    {
        var portrait = member.PortraitUrl ?? PortraitUrl;
        if (toldAt < ToldAt || (member.Name == Name && portrait == PortraitUrl)) return this;
        return this with
        {
            Name = member.Name,
            PortraitUrl = portrait,
            ToldAt = toldAt,
            Failure = IsSameFile(portrait, PortraitUrl) ? Failure : null,
        };
    }

    /// <summary>Whether the portrait is still to be fetched: there is one, it is not kept, and a try may succeed.</summary>
    /// <returns>True when it is.</returns>
    public bool LacksHeadshot() =>
        PortraitUrl is not null && !IsSameFile(PortraitUrl, Headshot?.Source) && Failure is null or { IsPassing: true };

    /// <summary>Whether two addresses name the same file: another host may serve it, its path says what it is.</summary>
    private static bool IsSameFile(Uri? one, Uri? other) => one?.AbsolutePath == other?.AbsolutePath;
}

/// <summary>A person's portrait that is kept.</summary>
/// <param name="BlobName">Its name in the container of chosen files.</param>
/// <param name="Analysis">What its bytes showed.</param>
/// <param name="Source">Where it was downloaded.</param>
/// <param name="StoredAt">When it was stored.</param>
public sealed record Headshot(string BlobName, AssetAnalysis Analysis, Uri Source, DateTimeOffset StoredAt)
{
    /// <summary>The sort of art a portrait is.</summary>
    public const AssetType Type = AssetType.ActorThumb;

    /// <summary>The use of the portrait by a person.</summary>
    /// <param name="personId">TMDB's number of the person.</param>
    /// <returns>What is recorded of it.</returns>
    public AssetRef UsedBy(int personId) => new(Analysis.Sha256, AssetUser.Person(personId), Type, BlobName, Analysis.MediaType);
}

/// <summary>The right to fetch a person's portrait, so that two titles that are enriched at once fetch it once.</summary>
/// <param name="JobId">The run that holds it.</param>
/// <param name="Until">When it ends by itself, should the run be lost.</param>
public sealed record HeadshotLease(string JobId, DateTimeOffset Until);
