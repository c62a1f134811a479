namespace Metarr.LocalRuntime.Durable.Commits;

/// <summary>A wish to change the history. Wishes are decided one after the other, against all that was decided before.</summary>
internal interface ICommit
{
    /// <summary>Whether it comes from a client, and not from the engine itself.</summary>
    bool IsRequest { get; }

    /// <summary>Decides what becomes of the wish: appends records, and leaves effects for when they are written. May throw
    /// before the first record is appended; the wish has then failed.</summary>
    void Decide(Transaction transaction);

    /// <summary>The wish was not granted, or could not be written.</summary>
    void Fail(Exception error);
}
