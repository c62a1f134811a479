using System.Text.Json.Serialization;
using Metarr.Enrichment.Completeness;

namespace Metarr.Enrichment.Library;

/// <summary>One entry of the library: what it is, what is known of it, and what a person has fixed.</summary>
/// <param name="Id">Its id in the library.</param>
/// <param name="ExternalIds">What the providers call it.</param>
public sealed record Title(TitleId Id, ExternalIds ExternalIds)
{
    /// <summary>What is told about it.</summary>
    public TitleMetadata Metadata { get; init; } = TitleMetadata.Empty;

    /// <summary>For each filled field, by name, who told it: a provider's name, <c>user</c> or <c>registration</c>.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; init; } = new Dictionary<string, string>();

    /// <summary>Names of the fields that automation must not touch.</summary>
    public EquatableList<string> LockedFields { get; init; } = [];

    /// <summary>The asset types whose selection automation must not touch.</summary>
    public EquatableList<AssetType> LockedTypes { get; init; } = [];

    /// <summary>Whether automation looks after it; when false, only a person's own request enriches it.</summary>
    public bool Monitored { get; init; } = true;

    /// <summary>How far it has come.</summary>
    public TitleStatus Status { get; init; } = TitleStatus.Discovered;

    /// <summary>When it was registered.</summary>
    public DateTimeOffset RegisteredAt { get; init; }

    /// <summary>When it was last enriched, or null when never.</summary>
    public DateTimeOffset? EnrichedAt { get; init; }

    /// <summary>Whether the last enrichment had to do without a provider, or without art that an image host did not serve.</summary>
    public bool Partial { get; init; }

    /// <summary>The providers that asked the last enrichment to wait.</summary>
    public EquatableList<string> RateLimitedProviders { get; init; } = [];

    /// <summary>How complete its metadata are, as of the last enrichment or edit.</summary>
    public CompletenessReport Completeness { get; init; } = CompletenessReport.Of(TitleMetadata.Empty);

    /// <summary>The folder that holds its files, on the machine of the library.</summary>
    public string? Folder { get; init; }

    /// <summary>Its video file, or null when none is known.</summary>
    public MediaFile? File { get; init; }

    /// <summary>
    /// When its file or its entry was deleted at the source; it is removed 7 days later unless it comes back before. Null while it is
    /// there.
    /// </summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>The year of release, when known.</summary>
    [JsonIgnore]
    public int? Year => Metadata.ReleaseDate?.Year;

    /// <summary>Whether automation must leave a field alone.</summary>
    /// <param name="field">The field.</param>
    /// <returns>True when it is locked.</returns>
    public bool IsLocked(TitleField field) => LockedFields.Contains(field.Name);

    /// <summary>Whether automation must leave the selection of a type alone.</summary>
    /// <param name="type">The asset type.</param>
    /// <returns>True when it is locked.</returns>
    public bool IsLocked(AssetType type) => LockedTypes.Contains(type);
}

/// <summary>How far a title has come.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<TitleStatus>))]
public enum TitleStatus
{
    /// <summary>Known by an id; not yet enriched.</summary>
    Discovered,

    /// <summary>Enriched at least once.</summary>
    Enriched,
}
