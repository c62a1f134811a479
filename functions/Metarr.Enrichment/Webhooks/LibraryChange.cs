using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Webhooks;

/// <summary>What a webhook says has happened to the library.</summary>
public abstract record LibraryChange
{
    private LibraryChange()
    {
    }

    /// <summary>A file of a movie was imported.</summary>
    /// <param name="Movie">The movie.</param>
    /// <param name="File">The file, or null when the event does not tell.</param>
    /// <param name="IsUpgrade">Whether it takes the place of a worse one.</param>
    public sealed record Imported(NamedMovie Movie, MediaFile? File, bool IsUpgrade) : LibraryChange;

    /// <summary>A movie was added, possibly without a file as yet.</summary>
    /// <param name="Movie">The movie.</param>
    public sealed record Added(NamedMovie Movie) : LibraryChange;

    /// <summary>Files of a movie got other names.</summary>
    /// <param name="Movie">The movie, with its folder of now.</param>
    /// <param name="Files">The files; empty in bodies of versions that do not list them.</param>
    public sealed record Renamed(NamedMovie Movie, EquatableList<RenamedFile> Files) : LibraryChange;

    /// <summary>A movie's file was deleted, not because a better one took its place.</summary>
    /// <param name="Movie">The movie.</param>
    /// <param name="Reason">Why, in the sender's word.</param>
    public sealed record FileDeleted(NamedMovie Movie, string? Reason) : LibraryChange;

    /// <summary>A movie was taken out of the sender's library.</summary>
    /// <param name="Movie">The movie.</param>
    public sealed record Removed(NamedMovie Movie) : LibraryChange;

    /// <summary>Nothing to do.</summary>
    /// <param name="Outcome">Why, in a sentence.</param>
    public sealed record Nothing(string Outcome) : LibraryChange;
}

/// <summary>A movie as an event names it.</summary>
/// <param name="Ids">Its ids; a number of 0 counts as unknown.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Year">The year of release.</param>
/// <param name="Folder">Its folder.</param>
public sealed record NamedMovie(ExternalIds Ids, string? Name, int? Year, string? Folder);

/// <summary>A file that was renamed.</summary>
/// <param name="PreviousRelativePath">Its path within the folder before.</param>
/// <param name="File">The file as it is now.</param>
public sealed record RenamedFile(string? PreviousRelativePath, MediaFile File);

/// <summary>A webhook as it was understood.</summary>
/// <param name="Type">The event's type in the sender's word; empty when it names none.</param>
/// <param name="Subject">What it is about, for people: a title, or a message.</param>
/// <param name="Change">What it says has happened.</param>
public sealed record WebhookEvent(string Type, string? Subject, LibraryChange Change);
