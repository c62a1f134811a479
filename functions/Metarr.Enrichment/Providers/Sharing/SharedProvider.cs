using System.Text;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Providers.Sharing;

/// <summary>A provider whose answers serve all libraries that ask the same: only the first costs a call.</summary>
/// <remarks>
/// What is shared is what the client could read, and whoever takes it up reads it anew; so a broken body is never shared, and one that a
/// newer parser refuses is evicted. A rate limit, a refused key and a failure are the asker's own and are never shared.
/// </remarks>
/// <param name="inner">The provider.</param>
/// <param name="answers">What is shared.</param>
/// <param name="terms">How long answers serve.</param>
/// <param name="time">The clock.</param>
public sealed class SharedProvider(IMetadataProvider inner, ISharedAnswers answers, SharingTerms terms, TimeProvider time)
    : IMetadataProvider, IDisposable
{
    private readonly OneAsker asker = new(answers, time);

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public bool IsConfigured => inner.IsConfigured;

    /// <inheritdoc/>
    public bool StatesIds => inner.StatesIds;

    /// <inheritdoc/>
    public bool Supports(TitleKind kind) => inner.Supports(kind);

    /// <inheritdoc/>
    public string? SharedQuestion(ProviderRequest request) => inner.SharedQuestion(request);

    /// <inheritdoc/>
    public ProviderResult Read(ProviderRequest request, ReadOnlyMemory<byte> body) => inner.Read(request, body);

    /// <inheritdoc/>
    public async Task<ProviderResult> FetchAsync(
        ProviderRequest request, ProviderContext context, CancellationToken cancellationToken)
    {
        if (!IsConfigured || SharedQuestion(request) is not { } question)
        {
            return await inner.FetchAsync(request, context, cancellationToken);
        }

        var asking = new Asking(request, context, question);
        return await asker.RunAsync(
            question,
            Patience(context),
            () => FindAsync(asking, cancellationToken),
            known => Fresh(known, context),
            known => AskAsync(asking, known, cancellationToken),
            cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => (inner as IDisposable)?.Dispose();

    /// <summary>People do not wait for a bulk run of another library that is out of quota, nor forced runs for anybody.</summary>
    private static TimeSpan Patience(ProviderContext context) => context switch
    {
        { Revalidate: true } => TimeSpan.Zero,
        { Priority: CallPriority.Interactive } => TimeSpan.FromSeconds(5),
        _ => TimeSpan.FromSeconds(30),
    };

    private static byte[] Text(string reason) => Encoding.UTF8.GetBytes(reason);

    private ProviderResult? Fresh(Known? known, ProviderContext context) =>
        known is not null && !context.Revalidate && terms.IsFresh(known.Answer, time.GetUtcNow()) ? known.Result : null;

    /// <summary>What is shared, read anew; null when there is nothing that can be used.</summary>
    private async Task<Known?> FindAsync(Asking asking, CancellationToken cancellationToken)
    {
        var answer = await answers.FindAsync(asking.Question, cancellationToken);
        if (answer is null || !SharingTerms.IsAlive(answer, time.GetUtcNow())) return null;
        if (!answer.IsKnown) return new Known(answer, new ProviderResult.NotFound(Encoding.UTF8.GetString(answer.Content.Span)));
        if (inner.Read(asking.Request, answer.Content) is ProviderResult.Fetched fetched)
        {
            return new Known(answer, fetched with { Body = answer.Content, ETag = answer.ETag, SharedSince = answer.ConfirmedAt });
        }

        await answers.EvictAsync(asking.Question, answer, cancellationToken);
        return null;
    }

    private async Task<ProviderResult> AskAsync(Asking asking, Known? known, CancellationToken cancellationToken)
    {
        // Not the asker's own tag: "not modified" would leave nothing to share.
        var context = asking.Context with { ETag = known?.Answer.ETag };
        var result = await inner.FetchAsync(asking.Request, context, cancellationToken);
        var now = time.GetUtcNow();
        switch (result)
        {
            case ProviderResult.NotModified when known is { Result: ProviderResult.Fetched still }:
                await answers.ConfirmAsync(asking.Question, known.Answer with { ConfirmedAt = now }, cancellationToken);
                return still with { SharedSince = null };
            case ProviderResult.Fetched fetched:
                var answer = new SharedAnswer(fetched.Body, IsKnown: true, now, now) { ETag = fetched.ETag };
                await answers.KeepAsync(asking.Question, answer, cancellationToken);
                return fetched;
            case ProviderResult.NotFound unknown:
                await answers.KeepAsync(asking.Question, new SharedAnswer(Text(unknown.Reason), IsKnown: false, now, now), cancellationToken);
                return unknown;
            default:
                return result;
        }
    }

    private sealed record Asking(ProviderRequest Request, ProviderContext Context, string Question);

    private sealed record Known(SharedAnswer Answer, ProviderResult Result);
}
