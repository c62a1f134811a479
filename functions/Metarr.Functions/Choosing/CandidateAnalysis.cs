using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Downloads;
using Metarr.Functions.Activities;
using Metarr.Functions.Sharing;
using Metarr.Functions.Storage;
using Metarr.Functions.Telemetry;

namespace Metarr.Functions.Choosing;

/// <summary>A candidate after it was looked at.</summary>
/// <param name="Record">The candidate, with its analysis or why it cannot be used.</param>
/// <param name="DownloadedBytes">How many bytes were downloaded for it.</param>
public sealed record LookedAt(CandidateRecord Record, long DownloadedBytes);

/// <summary>Downloads candidates and looks at their bytes, unless another library has done so and shared what it saw.</summary>
public sealed class CandidateAnalysis(
    TitleStore titles,
    AssetStore assets,
    SharedImages shared,
    AssetDownloader downloader,
    ImageInspector inspector,
    RunMetrics metrics,
    TimeProvider time)
{
    /// <summary>What an inspection says of a file, in the words of assets.</summary>
    /// <param name="facts">What the bytes showed.</param>
    /// <param name="bytes">The size of the file, bytes.</param>
    /// <returns>The analysis.</returns>
    public static AssetAnalysis Describe(ImageFacts facts, long bytes) => new(
        facts.Width,
        facts.Height,
        facts.Sha256,
        facts.PerceptualHash,
        facts.AlphaHash,
        facts.Extension,
        facts.MediaType,
        bytes);

    /// <summary>Looks at one candidate, and writes down what was found.</summary>
    /// <param name="id">The title.</param>
    /// <param name="record">The candidate.</param>
    /// <param name="stage">Whether its bytes are put aside because it may be chosen.</param>
    /// <param name="priority">Who waits for it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The candidate with what was found. One that cannot be used is an outcome, not an error.</returns>
    public async Task<LookedAt> LookAsync(
        TitleId id, CandidateRecord record, bool stage, CallPriority priority, CancellationToken cancellationToken)
    {
        if (await shared.FindAsync(record.Candidate.Url, cancellationToken) is { } seen) return await WriteAsync(seen, 0);

        var download = await downloader.DownloadAsync(record.Candidate.Url, priority, cancellationToken);
        if (download is not DownloadResult.Downloaded downloaded)
        {
            metrics.Looked(record.Candidate.Provider, "unavailable");
            return await TellAsync(new ImageSight(null, DownloadFailures.Of(download, time.GetUtcNow())), 0);
        }

        using (downloaded)
        {
            var sight = Inspect(downloaded.Bytes.Span);
            metrics.Looked(record.Candidate.Provider, sight.Failure is null ? "accepted" : "refused");
            if (stage && sight.Analysis is not null) await assets.StageAsync(id, record.Candidate.Key, downloaded.Bytes, cancellationToken);
            return await TellAsync(sight, downloaded.Bytes.Length);
        }

        async Task<LookedAt> TellAsync(ImageSight sight, long bytes)
        {
            await shared.KeepAsync(record.Candidate.Url, sight, cancellationToken);
            return await WriteAsync(sight, bytes);
        }

        async Task<LookedAt> WriteAsync(ImageSight sight, long bytes)
        {
            var found = sight.Failure is null ? record with { Analysis = sight.Analysis, Failure = null } : record with { Failure = sight.Failure };
            await titles.WriteAsync(id, found, cancellationToken);
            return new LookedAt(found, bytes);
        }
    }

    private ImageSight Inspect(ReadOnlySpan<byte> bytes) => inspector.Inspect(bytes) switch
    {
        ImageInspection.Accepted accepted => new ImageSight(Describe(accepted.Facts, bytes.Length)),
        var other => new ImageSight(
            null, new CandidateFailure(CandidateFailureKind.NotAnImage, ((ImageInspection.Refused)other).Reason, time.GetUtcNow())),
    };
}
