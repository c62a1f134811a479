using Azure;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers.Downloads;
using Metarr.Functions.Choosing;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Sharing;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Activities;

/// <summary>Fetches a person's portrait into the cache, once for all titles.</summary>
public sealed class CacheHeadshot(
    PeopleStore people,
    AssetStore assets,
    AssetRefStore refs,
    FormerCast formerCast,
    SharedImages shared,
    AssetDownloader downloader,
    ImageInspector inspector,
    TimeProvider time)
{
    /// <summary>How long a run may hold a person before it counts as lost.</summary>
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(5);

    /// <summary>The activity.</summary>
    /// <param name="request">The person and the run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What came of it. A portrait that cannot be had is an outcome, not an error.</returns>
    [Function(nameof(CacheHeadshot))]
    public async Task<HeadshotResult> RunAsync([ActivityTrigger] HeadshotRequest request, CancellationToken cancellationToken)
    {
        var lease = new HeadshotLease(request.JobId, time.GetUtcNow() + LeaseTime);
        var person = await people.ChangeAsync(request.PersonId, known => Take(known, lease), cancellationToken);
        if (person is null) return new HeadshotResult(HeadshotOutcome.Failed, IsKept: false);
        if (person.Lease is { } held && held.JobId != request.JobId)
        {
            return new HeadshotResult(HeadshotOutcome.UnderWay, person.Headshot is not null);
        }

        var outcome = person.LacksHeadshot() ? await FetchAsync(person, cancellationToken) : HeadshotOutcome.Known;
        var isKept = await ForgetReplacedAsync(request.PersonId, cancellationToken);
        return new HeadshotResult(outcome, isKept);
    }

    /// <summary>Takes the lease when there is something to fetch and no other run is at it.</summary>
    private Person? Take(Person? known, HeadshotLease lease)
    {
        if (known is null || !known.LacksHeadshot()) return known;
        var isTaken = known.Lease is { } other && other.JobId != lease.JobId && other.Until > time.GetUtcNow();
        return isTaken ? known : known with { Lease = lease };
    }

    private async Task<HeadshotOutcome> FetchAsync(Person person, CancellationToken cancellationToken)
    {
        var source = person.PortraitUrl!;
        if (await shared.FindAsync(source, cancellationToken) is { Analysis: { } seen }
            && await shared.ReadBytesAsync(seen.Sha256, cancellationToken) is { } bytes)
        {
            await StoreAsync(person, source, seen, bytes, cancellationToken);
            return HeadshotOutcome.Known;
        }

        var download = await downloader.DownloadAsync(source, cancellationToken);
        if (download is not DownloadResult.Downloaded downloaded)
        {
            return await RefuseAsync(person, DownloadFailures.Of(download, time.GetUtcNow()), cancellationToken);
        }

        using (downloaded)
        {
            var inspection = inspector.Inspect(downloaded.Bytes.Span);
            if (inspection is ImageInspection.Refused refused)
            {
                var failure = new CandidateFailure(CandidateFailureKind.NotAnImage, refused.Reason, time.GetUtcNow());
                return await RefuseAsync(person, failure, cancellationToken);
            }

            var analysis = CandidateAnalysis.Describe(((ImageInspection.Accepted)inspection).Facts, downloaded.Bytes.Length);
            await StoreAsync(person, source, analysis, downloaded.Bytes, cancellationToken);
            await shared.KeepBytesAsync(analysis.Sha256, downloaded.Bytes, analysis.MediaType, cancellationToken);
            await shared.KeepAsync(source, new ImageSight(analysis), cancellationToken);
            return HeadshotOutcome.Downloaded;
        }
    }

    private async Task StoreAsync(
        Person person, Uri source, AssetAnalysis analysis, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var headshot = new Headshot(AssetStore.BlobName(Headshot.Type, analysis), analysis, source, time.GetUtcNow());
        var use = headshot.UsedBy(person.Id);
        do
        {
            await refs.AddAsync(use, cancellationToken);
            if (!await assets.HoldAsync(use.BlobName, analysis.Bytes, cancellationToken))
            {
                await assets.StoreAsync(use.BlobName, content, analysis.MediaType, cancellationToken);
            }

            // Read before the person: a run that takes the person in again records the use anew, under another version.
            var recorded = await VersionAsync();
            if (await people.ChangeAsync(person.Id, known => With(known, headshot), cancellationToken) is not { IsNobodys: false })
            {
                await formerCast.LetGoAsync(person.Id, use.Sha256, use.BlobName, recorded, cancellationToken);
                return;
            }
        }
        while (await VersionAsync() is null);

        Task<ETag?> VersionAsync() => refs.FindVersionAsync(use.Sha256, use.User, use.Type, cancellationToken);
    }

    /// <summary>The person with a portrait; someone whom the last title has left meanwhile gets none.</summary>
    private static Person? With(Person? known, Headshot headshot) => known is null or { IsNobodys: true } ? known : known with
    {
        Headshot = headshot,
        Replaced = known.Headshot is { } old && old.BlobName != headshot.BlobName ? old : known.Replaced,
        Failure = null,
        Lease = null,
    };

    private async Task<HeadshotOutcome> RefuseAsync(Person person, CandidateFailure failure, CancellationToken cancellationToken)
    {
        await people.ChangeAsync(
            person.Id,
            known => known is null ? null : known with { Failure = known.PortraitUrl == person.PortraitUrl ? failure : known.Failure, Lease = null },
            cancellationToken);
        return HeadshotOutcome.Failed;
    }

    /// <summary>Lets go of a portrait that a newer one has replaced.</summary>
    /// <returns>Whether a portrait of the person is kept.</returns>
    private async Task<bool> ForgetReplacedAsync(int personId, CancellationToken cancellationToken)
    {
        var known = await people.FindAsync([personId], cancellationToken);
        var person = known.GetValueOrDefault(personId);
        if (person?.Replaced is not { } old) return person?.Headshot is not null;
        if (old.BlobName != person.Headshot?.BlobName)
        {
            await formerCast.TryReleaseAsync(personId, old.UsedBy(personId), cancellationToken);
            return true;
        }

        await people.ChangeAsync(
            personId, now => now is not null && now.Replaced == old ? now with { Replaced = null } : now, cancellationToken);
        return true;
    }
}
