using System.Globalization;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Recording;

namespace Metarr.Functions.Storage;

/// <summary>The right to change a title, held by one run at a time.</summary>
/// <param name="JobId">The run that holds it.</param>
/// <param name="Until">When it ends by itself, should the run be lost.</param>
public sealed record TitleLease(string JobId, DateTimeOffset Until);

/// <summary>A cast of which everyone is known, each with the portrait there is; nothing is to be done for it until it changes.</summary>
/// <param name="People">How many people it has.</param>
/// <param name="Headshots">How many of them have a portrait that is kept.</param>
public sealed record SettledCast(int People, int Headshots);

/// <summary>The title's own row.</summary>
/// <param name="Title">The title.</param>
/// <param name="Lease">The run that works on it, or null.</param>
/// <param name="LastJobId">The last run that was committed.</param>
/// <param name="LastNewChoices">How many files that run selected which were not selected before.</param>
public sealed record TitleRow(Title Title, TitleLease? Lease = null, string? LastJobId = null, int LastNewChoices = 0)
{
    /// <summary>The settings that the last run went by; other settings make a fresh title worth another run.</summary>
    public SettingsMarks Marks { get; init; } = SettingsMarks.Unknown;

    /// <summary>The cast when the last run left nothing to be done for it; else null.</summary>
    public SettledCast? SettledCast { get; init; }

    /// <summary>Whether the title is being removed; nobody finds it any more, and what is left of it is cleared.</summary>
    public bool Removed { get; init; }

    /// <summary>The row's version; a write with it fails when someone else wrote since.</summary>
    [JsonIgnore]
    public ETag ETag { get; init; }

    /// <summary>What the last run, or a person, has handed over to publishing; null before the first time.</summary>
    public HandOver? HandOver { get; init; }

    /// <summary>What was last published, or null when nothing was.</summary>
    public Publication? Publication { get; init; }

    /// <summary>Says whose run has the title.</summary>
    /// <param name="now">The time.</param>
    /// <returns>The run that holds the lease, or null when none does or it has run out.</returns>
    public string? Holder(DateTimeOffset now) => Lease is { } lease && lease.Until > now ? lease.JobId : null;
}

/// <summary>A file that is kept for a title.</summary>
/// <param name="Type">The sort of art.</param>
/// <param name="BlobName">Its name in the container of chosen files.</param>
/// <param name="Analysis">What its bytes showed.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="CandidateKey">The candidate it was downloaded for, or that it was matched with by its hash.</param>
/// <param name="StoredAt">When it was stored.</param>
public sealed record CachedAsset(
    AssetType Type, string BlobName, AssetAnalysis Analysis, AssetOrigin Origin, string? CandidateKey, DateTimeOffset StoredAt)
{
    /// <summary>The use of the file by a title.</summary>
    /// <param name="id">The title.</param>
    /// <returns>What is recorded of it.</returns>
    public AssetRef UsedBy(TitleId id) => new(Analysis.Sha256, id, Type, BlobName, Analysis.MediaType);
}

/// <summary>Where a kept file comes from.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<AssetOrigin>))]
public enum AssetOrigin
{
    /// <summary>A provider offered it.</summary>
    Provider,

    /// <summary>It lay in the library before.</summary>
    Scan,

    /// <summary>A person uploaded it.</summary>
    User,
}

/// <summary>What came of the last fetch from a provider.</summary>
/// <param name="Name">The provider.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="At">When.</param>
public sealed record ProviderFetch(string Name, ProviderOutcome Outcome, DateTimeOffset At)
{
    /// <summary>A sentence on what went wrong, when something did.</summary>
    public string? Reason { get; init; }

    /// <summary>When the body that is kept was last known to be current.</summary>
    public DateTimeOffset? BodyAt { get; init; }

    /// <summary>The tag of the body that is kept.</summary>
    public string? ETag { get; init; }

    /// <summary>What the provider calls the title, and others.</summary>
    public ExternalIds Ids { get; init; } = new();

    /// <summary>What the provider told.</summary>
    public TitleMetadata Metadata { get; init; } = TitleMetadata.Empty;

    /// <summary>The mark of the settings it was asked by for the body that is kept, or null when that is not known.</summary>
    public string? AskedBy { get; init; }

    /// <summary>What it states of a title's ids that is not so by the title's own.</summary>
    /// <param name="title">The title.</param>
    /// <returns>The contradictions; none when both agree as far as they are known.</returns>
    public EquatableList<IdContradiction> ContradictionsTo(Title title) => IdContradiction.Between(Name, Ids, title.ExternalIds);

    /// <summary>How many candidates it offered.</summary>
    public int Candidates { get; init; }

    /// <summary>Who plays in the title by what it told.</summary>
    public EquatableList<CastMember> Cast { get; init; } = [];
}

/// <summary>What came of a fetch.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<ProviderOutcome>))]
public enum ProviderOutcome
{
    /// <summary>It answered, or what is kept is still fresh.</summary>
    Fetched,

    /// <summary>It does not know the title.</summary>
    NotFound,

    /// <summary>It asked to wait.</summary>
    RateLimited,

    /// <summary>It refused the key.</summary>
    Unauthorized,

    /// <summary>It could not be reached or understood.</summary>
    Unavailable,
}

/// <summary>A title's whole partition as it was read.</summary>
/// <param name="Row">The title's own row.</param>
/// <param name="Candidates">Its candidates.</param>
/// <param name="Cached">Its kept files.</param>
/// <param name="Fetches">Its providers' last fetches.</param>
public sealed record TitleSnapshot(
    TitleRow Row,
    IReadOnlyList<CandidateRecord> Candidates,
    IReadOnlyList<CachedAsset> Cached,
    IReadOnlyList<ProviderFetch> Fetches)
{
    /// <summary>Its cast in order.</summary>
    public EquatableList<CastMember> Cast { get; init; } = [];

    /// <summary>What is selected, by type.</summary>
    public IReadOnlyList<TypeChoice> Choices { get; init; } = [];

    /// <summary>What was selected before, the latest first.</summary>
    public IReadOnlyList<PastChoice> Past { get; init; } = [];

    /// <summary>Files that the title needs no longer and that are still to be let go.</summary>
    public IReadOnlyList<CachedAsset> Released { get; init; } = [];

    /// <summary>
    /// TMDB's numbers of people who may count the title though they are not in its cast: who was in it and is to be told so, and whom
    /// a run takes in that is not committed yet.
    /// </summary>
    public IReadOnlyList<int> Left { get; init; } = [];

    /// <summary>What people see and edit of it.</summary>
    public TitleState State => new(Row, [.. Choices], Cast);

    /// <summary>The hash of the first selected poster, or null.</summary>
    public string? Poster => State.Poster;

    /// <summary>The title as it would be with all that its providers have told.</summary>
    /// <returns>The merged title.</returns>
    public Title Merged()
    {
        var merged = MetadataMerge.Apply(Row.Title, Fetches.ToDictionary(fetch => fetch.Name, fetch => fetch.Metadata));
        return merged with { ExternalIds = KnownIds(merged, Fetches) };
    }

    /// <summary>A title's ids, with those that its providers have stated.</summary>
    /// <param name="title">The title.</param>
    /// <param name="fetches">Its providers' last fetches.</param>
    /// <returns>The completed ids; what the title has is never replaced.</returns>
    public static ExternalIds KnownIds(Title title, IEnumerable<ProviderFetch> fetches) =>
        fetches.Aggregate(title.ExternalIds, (ids, fetch) => ids.CompletedBy(fetch.Ids));

    /// <summary>The title's cast as it would be with all that its providers have told.</summary>
    /// <returns>The merged cast.</returns>
    public MergedCast MergedCast() =>
        CastMerge.Apply(Row.Title, Cast, Fetches.ToDictionary(fetch => fetch.Name, fetch => fetch.Cast));

    /// <summary>The title after a change that was committed.</summary>
    /// <param name="row">Its row as it was committed; what it is versioned as now is not known.</param>
    /// <param name="changes">What changed with it.</param>
    /// <returns>The title as it would be read now.</returns>
    public TitleSnapshot After(TitleRow row, PartitionChanges changes)
    {
        IReadOnlyList<TypeChoice> choices = [.. changes.Choices.UnionBy(Choices, choice => choice.Type)];
        IReadOnlyList<PastChoice> past = [.. changes.Past.Concat(Past).Except(changes.Forgotten).OrderByDescending(ended => ended.EndedAt)];
        IReadOnlyList<CachedAsset> cached =
            [.. changes.Cached.UnionBy(Cached, file => (file.Type, file.Analysis.Sha256)).Except(changes.Released)];
        var known = changes.Candidates.UnionBy(Candidates, record => (record.Candidate.Type, record.Candidate.Key));
        return this with
        {
            Row = row,
            Candidates = Decisions.Shown(known.Select(Decisions.Stored), choices, past, cached),
            Cached = cached,
            Cast = changes.Cast.AppliedTo(Cast),
            Choices = choices,
            Past = past,
            Released = [.. changes.Released.Concat(Released)],
            Left = [.. changes.Left.Union(Left).Except(changes.Arrived)],
        };
    }

    /// <summary>What is selected of a type.</summary>
    /// <param name="type">The asset type.</param>
    /// <returns>The choice, or null when nobody has chosen yet.</returns>
    public TypeChoice? ChoiceOf(AssetType type) => Choices.FirstOrDefault(choice => choice.Type == type);

    /// <summary>Whether a person chose the art of a type, which automation then leaves alone.</summary>
    /// <param name="type">The asset type.</param>
    /// <returns>True when the choice of that type is a person's, even when it is to have none.</returns>
    public bool IsChosenByPerson(AssetType type) => ChoiceOf(type) is { By: SelectedBy.User };

    /// <summary>The kept file of a candidate.</summary>
    /// <param name="record">The candidate.</param>
    /// <returns>The file, or null when its bytes are not kept.</returns>
    public CachedAsset? CachedFileOf(CandidateRecord record) => record.Analysis is not { } analysis
        ? null
        : Cached.FirstOrDefault(file => file.Type == record.Candidate.Type && file.Analysis.Sha256 == analysis.Sha256);
}

/// <summary>The names of rows within a title's partition, and the rows themselves.</summary>
internal static class TitleRows
{
    public const string TitleKey = "title";
    public const string CandidatePrefix = "candidate:";
    public const string CachedPrefix = "cached:";
    public const string ProviderPrefix = "provider:";
    public const string CastPrefix = "cast:";
    public const string ChoicePrefix = "choice:";
    public const string PastPrefix = "past:";
    public const string ReleasedPrefix = "released:";
    public const string LeftPrefix = "left:";

    /// <summary>Where the keys of a prefix end: the semicolon is what follows the colon.</summary>
    public static string End(string prefix) => prefix.TrimEnd(':') + ";";

    public static string CandidateKey(AssetType type, string key) => $"{CandidatePrefix}{type.Name()}:{key}";

    public static string CachedKey(AssetType type, Sha256Hash sha) => $"{CachedPrefix}{type.Name()}:{sha}";

    // Two digits, so that the rows lie in the order of the cast.
    public static string CastKey(int order) => string.Create(CultureInfo.InvariantCulture, $"{CastPrefix}{order:00}");

    public static TableEntity Row(TitleRow row)
    {
        var entity = StoredJson.Row(row.Title.Id.ToString(), TitleKey, row);
        entity["Name"] = row.Title.Metadata.Title;
        entity["Status"] = row.Title.Status.ToString();
        entity["Job"] = row.Lease?.JobId;
        return entity;
    }

    public static TableEntity Row(TitleId id, CandidateRecord record)
    {
        var entity = StoredJson.Row(id.ToString(), CandidateKey(record.Candidate.Type, record.Candidate.Key), Decisions.Stored(record));
        entity["Provider"] = record.Candidate.Provider;
        entity["Score"] = record.Score?.Total;
        return entity;
    }

    public static TableEntity Row(TitleId id, CachedAsset cached) =>
        StoredJson.Row(id.ToString(), CachedKey(cached.Type, cached.Analysis.Sha256), cached);

    public static TableEntity Row(TitleId id, TypeChoice choice) =>
        StoredJson.Row(id.ToString(), ChoicePrefix + choice.Type.Name(), choice);

    public static TableEntity Row(TitleId id, PastChoice past) =>
        StoredJson.Row(id.ToString(), $"{PastPrefix}{past.Choice.Type.Name()}:{past.EndedAt.UtcTicks:D19}", past);

    public static string ReleasedKey(CachedAsset file) => $"{ReleasedPrefix}{file.Type.Name()}:{file.Analysis.Sha256}";

    public static TableEntity ReleasedRow(TitleId id, CachedAsset file) => StoredJson.Row(id.ToString(), ReleasedKey(file), file);

    /// <summary>What turns a kept file into one to be let go.</summary>
    public static TableTransactionAction[] Release(TitleId id, CachedAsset file) =>
    [
        new(TableTransactionActionType.Delete, Row(id, file), ETag.All),
        new(TableTransactionActionType.UpsertReplace, ReleasedRow(id, file)),
    ];

    public static TableEntity Row(TitleId id, ProviderFetch fetch) =>
        StoredJson.Row(id.ToString(), ProviderPrefix + fetch.Name, fetch);

    public static TableEntity Row(TitleId id, CastMember member)
    {
        var entity = StoredJson.Row(id.ToString(), CastKey(member.Order), member);
        entity["PersonId"] = member.PersonId;
        return entity;
    }

    public static TableEntity LeftRow(TitleId id, int personId) =>
        new(id.ToString(), LeftPrefix + personId.ToString(CultureInfo.InvariantCulture)) { ["PersonId"] = personId };

    public static TitleRow ReadTitle(TableEntity entity) => entity.Record<TitleRow>() with { ETag = entity.ETag };
}
