using System.Text.Json.Serialization;
using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>Something that happened from outside, and what came of it.</summary>
/// <param name="Id">Its id: the day it first came, and a hash of where from and what. The same again on one day is the same entry.</param>
/// <param name="Kind">The sort of thing.</param>
/// <param name="Source">Where it came from: <c>radarr</c>, <c>sonarr</c>, or the queue of a message.</param>
/// <param name="Event">Its type in the sender's word.</param>
/// <param name="At">When it first came.</param>
public sealed record ActivityEntry(string Id, ActivityKind Kind, string Source, string Event, DateTimeOffset At)
{
    /// <summary>How far it has come.</summary>
    public ActivityState State { get; init; }

    /// <summary>What came of it, in a sentence.</summary>
    public string? Outcome { get; init; }

    /// <summary>What it is about, for people.</summary>
    public string? Subject { get; init; }

    /// <summary>The title it is about, once known.</summary>
    public TitleId? TitleId { get; init; }

    /// <summary>The run it asked for.</summary>
    public string? JobId { get; init; }

    /// <summary>How often it came.</summary>
    public int Times { get; init; } = 1;

    /// <summary>When it last came or was put back.</summary>
    public DateTimeOffset LastAt { get; init; } = At;
}

/// <summary>The sort of thing that happened.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ActivityKind>))]
public enum ActivityKind
{
    /// <summary>Radarr or Sonarr told of something.</summary>
    Webhook,

    /// <summary>A queue message failed so often that it was set aside.</summary>
    Poison,
}

/// <summary>How far an entry has come.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ActivityState>))]
public enum ActivityState
{
    /// <summary>It waits to be worked on.</summary>
    Queued,

    /// <summary>It was worked on.</summary>
    Done,

    /// <summary>There was nothing to do.</summary>
    Ignored,

    /// <summary>It could not be worked on.</summary>
    Failed,
}
