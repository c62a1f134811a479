using System.Text.Json.Serialization;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Publishing;

namespace Metarr.Functions.Storage;

/// <summary>A title's way to publishing.</summary>
/// <param name="Id">The id of the message: the run's, or one of its own when a person edited or asked.</param>
/// <param name="State">How far it has come.</param>
/// <param name="At">When it was handed over.</param>
/// <param name="Changed">What has changed: by the run, or by people since the title was last published or a run last ended.</param>
public sealed record HandOver(string Id, HandOverState State, DateTimeOffset At, TitleChange Changed)
{
    /// <summary>The hand-over of a completed run, or of a person's edit.</summary>
    /// <param name="id">The run, or an id of the edit's own.</param>
    /// <param name="autoPublish">Whether it is published at once.</param>
    /// <param name="now">The time of the commit.</param>
    /// <param name="changed">What has changed.</param>
    /// <returns>The hand-over: queued, or ready for a person.</returns>
    public static HandOver Of(string id, bool autoPublish, DateTimeOffset now, TitleChange changed) =>
        new(id, autoPublish ? HandOverState.Queued : HandOverState.Ready, now, changed);
}

/// <summary>How far a hand-over has come.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<HandOverState>))]
public enum HandOverState
{
    /// <summary>Waits for a person to publish it.</summary>
    Ready,

    /// <summary>Its message is on the queue, or about to be.</summary>
    Queued,

    /// <summary>Published.</summary>
    Published,
}

/// <summary>What was last published of a title.</summary>
/// <param name="Id">The id of the message.</param>
/// <param name="At">When.</param>
/// <param name="Targets">What lies where.</param>
public sealed record Publication(string Id, DateTimeOffset At, EquatableList<TargetPublication> Targets);

/// <summary>What was published to one target.</summary>
/// <param name="Target">The target.</param>
/// <param name="Folder">The title's folder below its root.</param>
/// <param name="Files">The files that lie there.</param>
/// <param name="Written">How many of them were written this time.</param>
/// <param name="Removed">How many that were no longer wanted were removed this time.</param>
/// <param name="LeftAlone">The files that were not written, because somebody else's stand in their place.</param>
public sealed record TargetPublication(
    string Target, string Folder, EquatableList<string> Files, int Written, int Removed, EquatableList<string> LeftAlone);
