using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Publishing;

/// <summary>What has to be done to a title's folder.</summary>
/// <param name="Write">Files to write.</param>
/// <param name="Remove">Names of one's own files that are wanted no longer.</param>
/// <param name="Unchanged">Names of one's own files that already are as they shall be.</param>
/// <param name="LeftAlone">Names of wanted files that somebody else's file stands in the way of.</param>
/// <param name="Intent">The manifest to write before the first change.</param>
/// <param name="Outcome">The manifest to write after the last.</param>
public sealed record PublishPlan(
    IReadOnlyList<PublishedFile> Write,
    IReadOnlyList<string> Remove,
    IReadOnlyList<string> Unchanged,
    IReadOnlyList<string> LeftAlone,
    PublishManifest Intent,
    PublishManifest Outcome)
{
    /// <summary>Whether a file is to be written or removed.</summary>
    public bool IsNeeded => Write.Count > 0 || Remove.Count > 0;

    /// <summary>Compares what is wanted with what lies there.</summary>
    /// <param name="wanted">The files that shall lie there; none to take one's own away.</param>
    /// <param name="manifest">What was written before.</param>
    /// <param name="present">The files that lie there; with the hash of its bytes each that the manifest notes, null for others.</param>
    /// <param name="overwriteForeign">Whether somebody else's files are replaced, which otherwise stay.</param>
    /// <returns>The plan.</returns>
    public static PublishPlan Make(
        IReadOnlyCollection<PublishedFile> wanted,
        PublishManifest manifest,
        IReadOnlyDictionary<string, Sha256Hash?> present,
        bool overwriteForeign)
    {
        var own = present
            .Where(file => file.Value is { } sha && manifest.Owns(file.Key, sha))
            .ToDictionary(file => file.Key, file => file.Value!.Value);
        var foreign = overwriteForeign ? [] : present.Keys.Where(name => !own.ContainsKey(name)).ToList();
        var byFate = wanted.ToLookup(file => FateOf(file, own, foreign));
        var written = byFate[Fate.Write].ToList();
        var unchanged = byFate[Fate.Unchanged].ToList();
        var staying = written.Concat(unchanged).Select(file => file.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var removed = own.Keys.Where(name => !staying.Contains(name)).Order(StringComparer.Ordinal).ToList();
        var outcome = written.Concat(unchanged).ToDictionary(file => file.Name, file => (EquatableList<Sha256Hash>)[file.Sha256]);
        return new PublishPlan(
            written,
            removed,
            [.. unchanged.Select(file => file.Name)],
            [.. byFate[Fate.LeftAlone].Select(file => file.Name)],
            manifest with { Files = Both(own, outcome) },
            manifest with { Files = outcome });
    }

    private static Fate FateOf(PublishedFile file, Dictionary<string, Sha256Hash> own, List<string> foreign)
    {
        if (own.TryGetValue(file.Name, out var sha)) return sha == file.Sha256 ? Fate.Unchanged : Fate.Write;
        return foreign.Exists(name => IsInTheWay(name, file.Name)) ? Fate.LeftAlone : Fate.Write;
    }

    private static bool IsInTheWay(string foreign, string name) =>
        string.Equals(foreign, name, StringComparison.OrdinalIgnoreCase) || KodiArtNames.StandForTheSame(foreign, name);

    private static Dictionary<string, EquatableList<Sha256Hash>> Both(
        Dictionary<string, Sha256Hash> own, Dictionary<string, EquatableList<Sha256Hash>> outcome)
    {
        var files = outcome.ToDictionary();
        foreach (var (name, sha) in own)
        {
            var coming = outcome.GetValueOrDefault(name);
            files[name] = coming.Contains(sha) ? coming : [sha, .. coming];
        }

        return files;
    }

    private enum Fate
    {
        Write,
        Unchanged,
        LeftAlone,
    }
}
