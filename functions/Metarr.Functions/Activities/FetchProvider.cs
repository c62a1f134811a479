using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Recording;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Activities;

/// <summary>Asks one provider, keeps its raw body, and takes its metadata and candidates into storage.</summary>
public sealed class FetchProvider(
    TitleStore titles, ProviderBodyStore bodies, SettingsStore settings, IEnumerable<IMetadataProvider> providers, TimeProvider time)
{
    /// <summary>The activity.</summary>
    /// <param name="input">The run and the provider.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Counts, and whether the provider was limited or unavailable. A provider's failure is an outcome, not an error.</returns>
    [Function(nameof(FetchProvider))]
    public async Task<FetchOutcome> RunAsync([ActivityTrigger] FetchRequest input, CancellationToken cancellationToken)
    {
        var id = input.Request.TitleId;
        var provider = providers.First(candidate => candidate.Name == input.Provider);
        var configured = await settings.ReadAsync(cancellationToken);
        var snapshot = await titles.GetSnapshotAsync(id, cancellationToken);
        var kept = snapshot.Fetches.FirstOrDefault(fetch => fetch.Name == provider.Name);
        var asked = Ask(snapshot.Row.Title, configured);

        var now = time.GetUtcNow();
        var isFresh = !input.Request.Force && now - kept?.BodyAt < TimeSpan.FromDays(configured.FreshDays);
        var result = isFresh
            ? await ReadKeptAsync(provider, id, asked, kept!, cancellationToken) ?? await FetchAsync(null)
            : await FetchAsync(kept?.ETag);
        if (result is ProviderResult.NotModified)
        {
            result = await ReadKeptAsync(provider, id, asked, kept!, cancellationToken) ?? await FetchAsync(null);
        }

        return await RecordAsync(snapshot, provider.Name, kept, result, isFresh ? kept!.BodyAt!.Value : now, cancellationToken);

        Task<ProviderResult> FetchAsync(string? etag)
        {
            var priority = input.Request.Manual || input.Request.Urgent ? CallPriority.Interactive : CallPriority.Background;
            return provider.FetchAsync(asked, new ProviderContext(priority, etag), cancellationToken);
        }
    }

    private static ProviderRequest Ask(Title title, EnrichmentSettings settings)
    {
        var preferred = LanguageTag.Parse(settings.PreferredLanguage).Language;
        var imageLanguages = settings.ImageLanguages.Prepend(preferred).Distinct().ToEquatableList();
        return new ProviderRequest(title.Id.Kind, title.ExternalIds, settings.PreferredLanguage, imageLanguages, settings.Country);
    }

    private async Task<ProviderResult?> ReadKeptAsync(
        IMetadataProvider provider, TitleId id, ProviderRequest asked, ProviderFetch kept, CancellationToken cancellationToken) =>
        await bodies.ReadAsync(id, provider.Name, cancellationToken) is { } body
        && provider.Read(asked, body) is ProviderResult.Fetched fetched
            ? fetched with { Body = default, ETag = kept.ETag }
            : null;

    private async Task<FetchOutcome> RecordAsync(
        TitleSnapshot snapshot,
        string provider,
        ProviderFetch? kept,
        ProviderResult result,
        DateTimeOffset bodyAt,
        CancellationToken cancellationToken)
    {
        var id = snapshot.Row.Title.Id;
        var now = time.GetUtcNow();
        if (result is not ProviderResult.Fetched fetched)
        {
            var (outcome, reason) = Failure(provider, result);
            var failed = (kept ?? new ProviderFetch(provider, outcome, now)) with { Outcome = outcome, At = now, Reason = reason };
            await titles.WriteAsync(id, failed, cancellationToken);
            return new FetchOutcome(provider, outcome, 0, reason);
        }

        if (!fetched.Body.IsEmpty) await bodies.WriteAsync(id, provider, fetched.Body, cancellationToken);
        var listed = CandidateListing.Update(provider, snapshot.Candidates, fetched.Candidates);
        await titles.WriteAsync(id, listed, cancellationToken);
        var fetch = new ProviderFetch(provider, ProviderOutcome.Fetched, now)
        {
            BodyAt = bodyAt,
            ETag = fetched.ETag,
            Ids = fetched.Ids,
            Metadata = fetched.Metadata,
            Candidates = fetched.Candidates.Count,
        };
        await titles.WriteAsync(id, fetch, cancellationToken);
        return new FetchOutcome(provider, ProviderOutcome.Fetched, fetched.Candidates.Count, null);
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
