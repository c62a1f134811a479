using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Publishing;
using Metarr.Functions.Storage;

namespace Metarr.Functions.Publishing;

/// <summary>Brings a title's folder of one target to what it shall be.</summary>
internal sealed class TitleFolder(IPublishTarget target, AssetStore assets)
{
    /// <summary>Publishes a title.</summary>
    /// <param name="movie">The title.</param>
    /// <param name="before">The folder it was published to the last time, or null.</param>
    /// <param name="overwriteForeign">Whether files that somebody else wrote are replaced.</param>
    /// <param name="cancellationToken">Ends the work between two files.</param>
    /// <returns>What lies there now.</returns>
    public async Task<TargetPublication> PublishAsync(
        PublishableTitle movie, string? before, bool overwriteForeign, CancellationToken cancellationToken)
    {
        var id = movie.Title.Id;
        var (folder, manifest) = await FindAsync(movie.Title, before, cancellationToken);
        var present = await PresentAsync(folder, manifest, cancellationToken);
        var nfo = present.ContainsKey(MovieNfo.FileName) ? await target.ReadAsync(folder, MovieNfo.FileName, cancellationToken) : null;
        var personal = nfo is { } bytes ? MovieNfo.PersonalElements(bytes) : [];
        var plan = PublishPlan.Make(PublishedFile.Of(movie, personal), manifest, present, overwriteForeign);
        await CarryOutAsync(folder, plan, cancellationToken);
        var removed = plan.Remove.Count;
        if (before is not null && before != folder) removed += await LeaveAsync(id, before, cancellationToken);
        return new TargetPublication(
            target.Name,
            folder,
            [.. plan.Outcome.Files.Keys.Order(StringComparer.Ordinal)],
            plan.Write.Count,
            removed,
            [.. plan.LeftAlone.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Takes one's own files out of a folder that the title has left; what somebody changed since stays.</summary>
    /// <param name="id">The title.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Ends the work between two files.</param>
    /// <returns>How many files were removed.</returns>
    public async Task<int> LeaveAsync(TitleId id, string folder, CancellationToken cancellationToken)
    {
        if (await ManifestAsync(folder, cancellationToken) is not { } manifest || manifest.TitleId != id) return 0;
        var plan = PublishPlan.Make([], manifest, await PresentAsync(folder, manifest, cancellationToken), overwriteForeign: false);
        foreach (var name in plan.Remove) await target.RemoveAsync(folder, name, cancellationToken);
        await target.RemoveAsync(folder, PublishManifest.FileName, cancellationToken);
        target.RemoveIfEmpty(folder);
        return plan.Remove.Count;
    }

    /// <summary>The folder, and what was written to it before; a folder that another title has taken is left to it.</summary>
    private async Task<(string Folder, PublishManifest Manifest)> FindAsync(Title title, string? before, CancellationToken cancellationToken)
    {
        var folder = FolderNames.Of(title, target.Root);

        // Where names differ in case alone they may be one folder or two, by the file system; the one that is there stays.
        if (string.Equals(folder, before, StringComparison.OrdinalIgnoreCase)) folder = before!;
        var manifest = await ManifestAsync(folder, cancellationToken) ?? PublishManifest.Empty(title.Id);
        if (manifest.TitleId == title.Id) return (folder, manifest);

        var apart = FolderNames.Apart(folder, title.Id);
        manifest = await ManifestAsync(apart, cancellationToken);
        return (apart, manifest?.TitleId == title.Id ? manifest : PublishManifest.Empty(title.Id));
    }

    private async Task<PublishManifest?> ManifestAsync(string folder, CancellationToken cancellationToken) =>
        await target.ReadAsync(folder, PublishManifest.FileName, cancellationToken) is { } content ? PublishManifest.Read(content) : null;

    private async Task<Dictionary<string, Sha256Hash?>> PresentAsync(
        string folder, PublishManifest manifest, CancellationToken cancellationToken)
    {
        var files = await target.ListAsync(folder, [.. manifest.Files.Keys], cancellationToken);
        return files.Where(file => file.Key != PublishManifest.FileName).ToDictionary();
    }

    private async Task CarryOutAsync(string folder, PublishPlan plan, CancellationToken cancellationToken)
    {
        if (!plan.IsNeeded) return;
        await WriteAsync(folder, plan.Intent, cancellationToken);
        foreach (var file in plan.Write)
        {
            await using var content = await OpenAsync(file, cancellationToken);
            await target.WriteAsync(folder, file.Name, content, file.Sha256, cancellationToken);
        }

        foreach (var name in plan.Remove) await target.RemoveAsync(folder, name, cancellationToken);
        if (plan.Intent.Write() is var intent && !intent.AsSpan().SequenceEqual(plan.Outcome.Write()))
        {
            await WriteAsync(folder, plan.Outcome, cancellationToken);
        }
    }

    private async Task WriteAsync(string folder, PublishManifest manifest, CancellationToken cancellationToken)
    {
        var content = manifest.Write();
        using var stream = new MemoryStream(content, writable: false);
        await target.WriteAsync(folder, PublishManifest.FileName, stream, Sha256Hash.Of(content), cancellationToken);
    }

    private async Task<Stream> OpenAsync(PublishedFile file, CancellationToken cancellationToken) => file switch
    {
        PublishedFile.Made made => new MemoryStream(made.Content.ToArray(), writable: false),
        PublishedFile.Kept kept => await assets.OpenAsync(kept.Art.BlobName, cancellationToken)
            ?? throw new InvalidOperationException($"The file '{kept.Art.BlobName}' is not in the cache; enrich the title again."),
        _ => throw new InvalidOperationException($"'{file.Name}' is of no known sort."),
    };
}
