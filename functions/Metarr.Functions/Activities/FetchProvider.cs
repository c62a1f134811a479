using System.Diagnostics;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Telemetry;
using Metarr.Functions.Live;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Activities;

/// <summary>Asks one provider, and keeps what it said: the raw body, the metadata and ids, or why there are none.</summary>
/// <remarks>Candidates are listed by <see cref="ListCandidates"/>, once it is certain that the run goes on.</remarks>
public sealed class FetchProvider(
    TitleStore titles,
    ProviderBodyStore bodies,
    IEnumerable<IMetadataProvider> providers,
    ProviderHealthStore health,
    LiveEvents live,
    TimeProvider time)
{
    /// <summary>The activity.</summary>
    /// <param name="input">The run, its settings and the provider.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Counts, and whether the provider was limited or unavailable. A provider's failure is an outcome, not an error.</returns>
    [Function(nameof(FetchProvider))]
    public async Task<FetchOutcome> RunAsync([ActivityTrigger] FetchRequest input, CancellationToken cancellationToken)
    {
        var id = input.Request.TitleId;
        var provider = providers.First(candidate => candidate.Name == input.Provider);
        var configured = input.Settings;
        var marks = SettingsMarks.Of(configured);
        var (row, fetches) = await titles.FindFetchesAsync(id, cancellationToken) ?? throw new TitleGoneException(id);
        var kept = fetches.FirstOrDefault(fetch => fetch.Name == provider.Name);
        var asked = ProviderQuestion.About(row.Title, fetches, configured);

        var now = time.GetUtcNow();
        var isOtherQuestion = new SettingsMarks(Metadata: kept?.AskedBy).AskOtherwise(marks);
        var isFresh = !input.Request.Force && !isOtherQuestion && now - kept?.BodyAt < TimeSpan.FromDays(configured.FreshDays);
        Activity.Current?.SetTag(AttributeNames.Provider, provider.Name).SetTag(AttributeNames.Cached, isFresh);
        var result = isFresh
            ? await ReadKeptAsync(provider, id, asked, kept!, cancellationToken) ?? await FetchAsync(null)
            : await FetchAsync(isOtherQuestion ? null : kept?.ETag);
        if (result is ProviderResult.NotModified)
        {
            result = await ReadKeptAsync(provider, id, asked, kept!, cancellationToken) ?? await FetchAsync(null);
        }

        var current = new ProviderFetch(provider.Name, ProviderOutcome.Fetched, now)
        {
            BodyAt = isFresh ? kept!.BodyAt : now, AskedBy = marks.Metadata,
        };
        var outcome = await RecordAsync(id, kept, current, result, cancellationToken);
        var isAsked = !isFresh && result is not ProviderResult.Fetched { SharedSince: not null };
        if (isAsked) await health.NoteAsync(provider.Name, outcome.Outcome, outcome.Reason, cancellationToken);
        live.Send(LiveEventNames.EnrichmentProgress, EnrichmentProgressed.Of(id, nameof(FetchProvider)) with { Detail = provider.Name });
        return outcome;

        Task<ProviderResult> FetchAsync(string? etag)
        {
            var priority = input.Request.Manual || input.Request.Urgent ? CallPriority.Interactive : CallPriority.Background;
            return provider.FetchAsync(asked, new ProviderContext(priority, etag, Revalidate: input.Request.Force), cancellationToken);
        }
    }

    private async Task<ProviderResult?> ReadKeptAsync(
        IMetadataProvider provider, TitleId id, ProviderRequest asked, ProviderFetch kept, CancellationToken cancellationToken) =>
        await bodies.ReadAsync(id, provider.Name, cancellationToken) is { } body
        && provider.Read(asked, body) is ProviderResult.Fetched fetched
            ? fetched with { Body = default, ETag = kept.ETag }
            : null;

    private async Task<FetchOutcome> RecordAsync(
        TitleId id, ProviderFetch? kept, ProviderFetch current, ProviderResult result, CancellationToken cancellationToken)
    {
        var provider = current.Name;
        if (result is not ProviderResult.Fetched fetched)
        {
            var (outcome, why) = Failure(provider, result);
            var failed = (kept ?? new ProviderFetch(provider, outcome, current.At)) with { Outcome = outcome, At = current.At, Reason = why };
            await titles.WriteAsync(id, failed, cancellationToken);
            return new FetchOutcome(provider, outcome, 0, why);
        }

        if (!fetched.Body.IsEmpty) await bodies.WriteAsync(id, provider, fetched.Body, isFirst: kept?.BodyAt is null, cancellationToken);
        var fetch = current with
        {
            BodyAt = fetched.SharedSince ?? current.BodyAt,
            ETag = fetched.ETag,
            Ids = fetched.Ids,
            Metadata = fetched.Metadata,
            Candidates = fetched.Candidates.Count,
            Cast = fetched.Cast,
        };
        await titles.WriteAsync(id, fetch, cancellationToken);
        var isEmpty = fetch is { Candidates: 0 } && fetch.Metadata == TitleMetadata.Empty;
        var reason = isEmpty ? $"{provider} has nothing for this title." : null;
        return new FetchOutcome(provider, ProviderOutcome.Fetched, fetched.Candidates.Count, reason, isEmpty);
    }

    private static (ProviderOutcome Outcome, string Reason) Failure(string provider, ProviderResult result) => result switch
    {
        ProviderResult.NotFound notFound => (ProviderOutcome.NotFound, notFound.Reason),
        ProviderResult.RateLimited { RetryAfter: { } wait } =>
            (ProviderOutcome.RateLimited, $"{provider} asked to wait {wait.TotalSeconds:0} seconds."),
        ProviderResult.RateLimited => (ProviderOutcome.RateLimited, $"{provider} asked to wait."),
        ProviderResult.Unauthorized refused => (ProviderOutcome.Unauthorized, refused.Reason),
        ProviderResult.Unavailable unavailable => (ProviderOutcome.Unavailable, unavailable.Reason),
        _ => (ProviderOutcome.Unavailable, $"{provider} said that nothing has changed, but nothing is kept of it."),
    };
}
