using System.Text;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers;

namespace Metarr.Functions.Tests.Sharing;

/// <summary>A provider that answers what a test wants, and counts how often it is asked.</summary>
internal sealed class ScriptedProvider(Func<ProviderContext, ProviderResult> answer) : IMetadataProvider
{
    private int calls;

    public static ProviderRequest Request { get; } =
        new(TitleKind.Movie, new ExternalIds { TmdbId = 603 }, "en", ["en"], "US");

    public int Calls => Volatile.Read(ref calls);

    /// <summary>What <see cref="Read"/> cannot read.</summary>
    public string? Unreadable { get; set; }

    /// <summary>Ends when calls may be answered.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public string Name => "scripted";

    public bool IsConfigured => true;

    public static ProviderResult.Fetched Body(string body, string? etag = null) =>
        new(new ExternalIds { TmdbId = 603 }, TitleMetadata.Empty, [], Encoding.UTF8.GetBytes(body), etag);

    public static string Text(ProviderResult result) => Encoding.UTF8.GetString(Assert.IsType<ProviderResult.Fetched>(result).Body.Span);

    public bool Supports(TitleKind kind) => true;

    public string? SharedQuestion(ProviderRequest request) => $"scripted/{request.Ids.TmdbId}?language={request.Language}";

    public async Task<ProviderResult> FetchAsync(ProviderRequest request, ProviderContext context, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref calls);
        await Gate.WaitAsync(cancellationToken);
        return answer(context);
    }

    public ProviderResult Read(ProviderRequest request, ReadOnlyMemory<byte> body)
    {
        var text = Encoding.UTF8.GetString(body.Span);
        return text == Unreadable ? new ProviderResult.Unavailable("Unreadable.") : Body(text) with { Body = default };
    }
}
