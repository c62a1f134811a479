using Azure;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Publishing;
using Metarr.Functions.Storage;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Publishing;

/// <summary>Publishes titles to the configured targets: as they are now, and only what differs from what lies there.</summary>
public sealed class Publisher(
    TitleStore titles, AssetStore assets, IEnumerable<IPublishTarget> targets, ILogger<Publisher> logger, TimeProvider time)
{
    // Two messages of one title would be in each other's way in its folder; a title always falls to the same one of these.
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, 32).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Where titles are published; none when publishing is off.</summary>
    public IReadOnlyList<IPublishTarget> Targets { get; } = [.. targets];

    /// <summary>Why a target cannot be written to now, if so.</summary>
    /// <returns>A sentence, or null.</returns>
    public string? Objection() => Targets.Select(target => target.Objection()).FirstOrDefault(text => text is not null);

    /// <summary>Publishes what a message names. A message that comes again, and a title that is gone, change nothing.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the work; what was written is whole, and the next time goes on.</param>
    /// <returns>Done when all targets have it.</returns>
    /// <exception cref="InvalidOperationException">A target cannot be written to now.</exception>
    public async Task PublishAsync(PublishMessage message, CancellationToken cancellationToken)
    {
        var turn = TurnOf(message.TitleId);
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (await titles.FindSnapshotAsync(message.TitleId, cancellationToken) is not { } snapshot) return;
            if (snapshot.Row.Publication?.Id == message.Id) return;
            if (message.Promised && snapshot.Row.HandOver is not { State: HandOverState.Queued }) return;
            if (Targets.Count == 0)
            {
                await PassThroughAsync(message, cancellationToken);
                return;
            }

            var movie = Publishable(snapshot);
            var published = new List<TargetPublication>(Targets.Count);
            foreach (var target in Targets)
            {
                if (target.Objection() is { } objection) throw new InvalidOperationException(objection);
                var before = snapshot.Row.Publication?.Targets.FirstOrDefault(known => known.Target == target.Name)?.Folder;
                var folder = new TitleFolder(target, assets);
                published.Add(await folder.PublishAsync(movie, before, message.OverwriteForeign, cancellationToken));
            }

            await RememberAsync(message, snapshot.Row.HandOver?.Id, [.. published], cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Takes back what was published of a title: files that are still as they were written. Others stay.</summary>
    /// <param name="row">The title.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>
    /// Why some of it lies there still, in a sentence; null when nothing of it does. What is left can be taken back by asking again.
    /// </returns>
    public async Task<string?> WithdrawAsync(TitleRow row, CancellationToken cancellationToken)
    {
        var id = row.Title.Id;
        var turn = TurnOf(id);
        await turn.WaitAsync(cancellationToken);
        try
        {
            var published = row.Publication?.Targets ?? [];
            foreach (var target in Targets)
            {
                if (published.FirstOrDefault(known => known.Target == target.Name) is not { } lies) continue;
                if (target.Objection() is { } objection) return objection;
                try
                {
                    await new TitleFolder(target, assets).LeaveAsync(id, lies.Folder, cancellationToken);
                }
                catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or RequestFailedException)
                {
                    var reason = failure.Message.Split('\n')[0].TrimEnd('.', '\r');
                    return $"The files in '{lies.Folder}' of {target.Name} cannot be removed ({reason}); see to that, and ask again.";
                }
            }

            return null;
        }
        finally
        {
            turn.Release();
        }
    }

    private SemaphoreSlim TurnOf(TitleId id) => turns[(id.GetHashCode() & int.MaxValue) % turns.Length];

    /// <summary>With nowhere to publish to, a title is ready for whoever publishes it.</summary>
    private async Task PassThroughAsync(PublishMessage message, CancellationToken cancellationToken)
    {
        while (await titles.FindAsync(message.TitleId, cancellationToken) is { HandOver: { State: HandOverState.Queued } queued } row)
        {
            if (await titles.TryReplaceAsync(row with { HandOver = queued with { State = HandOverState.Ready } }, cancellationToken)) break;
        }
    }

    private static PublishableTitle Publishable(TitleSnapshot snapshot)
    {
        var art =
            from choice in snapshot.Choices
            orderby choice.Type
            from chosen in choice.Art
            let file = snapshot.Cached.FirstOrDefault(file => file.Type == choice.Type && file.Analysis.Sha256 == chosen.Sha256)
            where file is not null
            select new PublishableArt(choice.Type, chosen.Sha256, file.Analysis.Extension, file.BlobName)
            {
                Url = SourceOf(snapshot, choice.Type, chosen),
            };
        return new PublishableTitle(snapshot.Row.Title, snapshot.Cast, [.. art]);
    }

    /// <summary>Where the provider keeps the art; null for art of one's own.</summary>
    private static Uri? SourceOf(TitleSnapshot snapshot, AssetType type, ChosenArt chosen) => snapshot.Candidates
        .Where(record => record.Candidate.Type == type && record.Candidate.Key == chosen.Key && !record.Candidate.IsUpload)
        .Select(record => record.Candidate.Url)
        .FirstOrDefault(url => url.Scheme is "http" or "https");

    /// <summary>Notes what was published, unless the title was removed meanwhile.</summary>
    private async Task RememberAsync(
        PublishMessage message, string? handOverId, EquatableList<TargetPublication> published, CancellationToken cancellationToken)
    {
        var publication = new Publication(message.Id, time.GetUtcNow(), published);
        while (await titles.FindAsync(message.TitleId, cancellationToken) is { } row)
        {
            // A run that was committed meanwhile has handed over something newer, which is still to be published.
            var isCurrent = row.HandOver is not null && row.HandOver.Id == handOverId;
            var handOver = isCurrent ? row.HandOver! with { State = HandOverState.Published } : row.HandOver;
            if (await titles.TryReplaceAsync(row with { Publication = publication, HandOver = handOver }, cancellationToken)) break;
        }

        foreach (var target in published)
        {
            PublishLogs.Published(logger, message.TitleId, target.Target, target.Folder, target.Written, target.Removed, target.LeftAlone.Count);
        }
    }
}
