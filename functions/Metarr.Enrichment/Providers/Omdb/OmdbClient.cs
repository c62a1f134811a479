using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Json;

namespace Metarr.Enrichment.Providers.Omdb;

/// <summary>Asks OMDb, which knows the ratings.</summary>
public sealed class OmdbClient : IMetadataProvider
{
    private const string NoKey = "OMDb has no key: set Providers__Omdb__ApiKey.";
    private const string NoId = "OMDb finds a movie by its IMDb id, which is not known.";
    private const string WrongKey = "OMDb refused the key: check Providers__Omdb__ApiKey.";

    // "Request limit reached!", and in other years "Daily request limit reached!".
    private const string OverLimit = "limit reached";

    // "Error getting data." is what it says of ids that IMDb has and OMDb has not (omdbapi/OMDb-API issues 47 and 57).
    private static readonly string[] Unknown = ["not found", "Incorrect IMDb ID", "Error getting data"];

    private readonly OmdbOptions options;
    private readonly OmdbRequests requests;
    private readonly ProviderHttp http;
    private readonly IQuotaGate quota;
    private readonly TimeProvider time;

    /// <summary>Makes a client.</summary>
    /// <param name="options">Where OMDb is and how to sign in.</param>
    /// <param name="http">The way to the network.</param>
    /// <param name="quota">Who gives out tokens; told when OMDb says that the day's calls are spent.</param>
    /// <param name="time">The clock; the daily quota begins anew at midnight UTC.</param>
    /// <exception cref="ArgumentException">An option cannot be used; the message names it.</exception>
    public OmdbClient(OmdbOptions options, ProviderHttp http, IQuotaGate quota, TimeProvider time)
    {
        options.Validate();
        (this.options, this.http, this.quota, this.time) = (options, http, quota, time);
        requests = new OmdbRequests(options);
    }

    /// <inheritdoc/>
    public string Name => ProviderNames.Omdb;

    /// <inheritdoc/>
    public bool IsConfigured => options.HasCredentials;

    /// <inheritdoc/>
    public bool Supports(TitleKind kind) => kind is TitleKind.Movie;

    /// <inheritdoc/>
    public async Task<ProviderResult> FetchAsync(
        ProviderRequest request, ProviderContext context, CancellationToken cancellationToken)
    {
        if (!IsConfigured) return new ProviderResult.Unauthorized(NoKey);
        if (!Supports(request.Kind)) return new ProviderResult.NotFound("OMDb is asked for movies only.");
        if (request.Ids.ImdbId is not { } imdbId) return new ProviderResult.NotFound(NoId);

        var answer = await http.SendAsync(requests.Title(imdbId, context), cancellationToken);
        if (Error(answer)?.Contains(OverLimit, StringComparison.OrdinalIgnoreCase) is true) return await RestAsync(cancellationToken);
        return answer switch
        {
            ProviderAnswer.Ok ok => Read(request, ok.Body, ok.ETag),
            ProviderAnswer.NotModified => new ProviderResult.NotModified(),
            ProviderAnswer.NotFound => new ProviderResult.NotFound($"OMDb does not know {imdbId}."),
            ProviderAnswer.RateLimited limited => new ProviderResult.RateLimited(limited.RetryAfter),
            ProviderAnswer.Unauthorized => new ProviderResult.Unauthorized(WrongKey),
            ProviderAnswer.Unavailable unavailable => new ProviderResult.Unavailable(unavailable.Reason),
            _ => Unreadable(),
        };
    }

    /// <inheritdoc/>
    public ProviderResult Read(ProviderRequest request, ReadOnlyMemory<byte> body) => Read(request, body, etag: null) switch
    {
        ProviderResult.Fetched fetched => fetched with { Body = default },
        ProviderResult.Unavailable unavailable => unavailable,
        _ => Unreadable(),
    };

    /// <inheritdoc/>
    public string? SharedQuestion(ProviderRequest request) =>
        Supports(request.Kind) && request.Ids.ImdbId is { } imdbId ? requests.TitleQuestion(imdbId) : null;

    // A refused key and a spent quota share the status 401; only the words tell them apart.
    private static string? Error(ProviderAnswer answer) => answer switch
    {
        ProviderAnswer.Ok ok => JsonBody.Parse(ok.Body, OmdbJson.Default.OmdbTitle)?.Error,
        ProviderAnswer.Unauthorized refused => JsonBody.Parse(refused.Body, OmdbJson.Default.OmdbTitle)?.Error,
        _ => null,
    };

    private async Task<ProviderResult> RestAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var untilMidnight = new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero) - now;
        await quota.CloseAsync(Name, untilMidnight, cancellationToken);
        return new ProviderResult.RateLimited(untilMidnight);
    }

    private static ProviderResult Read(ProviderRequest request, ReadOnlyMemory<byte> body, string? etag)
    {
        if (JsonBody.Parse(body, OmdbJson.Default.OmdbTitle) is not { } title) return Unreadable();
        if (title.Error is { } error) return InsteadOfTitle(error);
        if (title.Title is null && title.ImdbId is null) return Unreadable();
        return new ProviderResult.Fetched(
            OmdbMapper.Ids(title), OmdbMapper.Metadata(title, request.Country), [], body, etag);
    }

    // Its words are not passed on: they are nobody's sentence to act on.
    private static ProviderResult InsteadOfTitle(string error) =>
        error.Contains("key", StringComparison.OrdinalIgnoreCase) ? new ProviderResult.Unauthorized(WrongKey)
        : Unknown.Any(words => error.Contains(words, StringComparison.OrdinalIgnoreCase))
            ? new ProviderResult.NotFound("OMDb does not know the title.")
        : new ProviderResult.Unavailable("OMDb answered with an error of its own.");

    private static ProviderResult.Unavailable Unreadable() => new("OMDb's answer cannot be read: it is not the JSON of a title.");
}
