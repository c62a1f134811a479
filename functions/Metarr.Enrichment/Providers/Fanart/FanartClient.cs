using System.Globalization;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Json;

namespace Metarr.Enrichment.Providers.Fanart;

/// <summary>Asks Fanart.tv, which has art and nothing else.</summary>
public sealed class FanartClient : IMetadataProvider
{
    private const string NoKey = "Fanart.tv has no key: set Providers__Fanart__ApiKey.";
    private const string NoId = "Fanart.tv finds a movie by its TMDB or IMDb id; neither is known.";
    private const string WrongKey = "Fanart.tv refused the key: check Providers__Fanart__ApiKey and Providers__Fanart__ClientKey.";

    private readonly FanartOptions options;
    private readonly FanartRequests requests;
    private readonly ProviderHttp http;

    /// <summary>Makes a client.</summary>
    /// <param name="options">Where Fanart.tv is and how to sign in.</param>
    /// <param name="http">The way to the network.</param>
    /// <exception cref="ArgumentException">An option cannot be used; the message names it.</exception>
    public FanartClient(FanartOptions options, ProviderHttp http)
    {
        options.Validate();
        this.options = options;
        this.http = http;
        requests = new FanartRequests(options);
    }

    /// <inheritdoc/>
    public string Name => ProviderNames.Fanart;

    /// <inheritdoc/>
    public bool IsConfigured => options.HasCredentials;

    /// <summary>What is kept of a title for which there is no art: a body without any kind.</summary>
    private static ReadOnlyMemory<byte> Nothing { get; } = "{}"u8.ToArray();

    /// <inheritdoc/>
    public bool Supports(TitleKind kind) => kind is TitleKind.Movie;

    /// <inheritdoc/>
    public async Task<ProviderResult> FetchAsync(
        ProviderRequest request, ProviderContext context, CancellationToken cancellationToken)
    {
        if (!IsConfigured) return new ProviderResult.Unauthorized(NoKey);
        if (!Supports(request.Kind)) return new ProviderResult.NotFound("Fanart.tv is asked for movies only.");
        if (IdOf(request) is not { } id) return new ProviderResult.NotFound(NoId);

        return await http.SendAsync(requests.Movie(id, context), cancellationToken) switch
        {
            ProviderAnswer.Ok answer => Read(request, answer.Body, answer.ETag),
            ProviderAnswer.NotModified => new ProviderResult.NotModified(),

            // It says so of titles that it knows and has no art for, too; that is an answer, and no failure.
            ProviderAnswer.NotFound => Read(request, Nothing, etag: null),
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
        Supports(request.Kind) && IdOf(request) is { } id ? requests.MovieQuestion(id) : null;

    private static string? IdOf(ProviderRequest request) =>
        request.Ids.TmdbId?.ToString(CultureInfo.InvariantCulture) ?? request.Ids.ImdbId;

    private ProviderResult Read(ProviderRequest request, ReadOnlyMemory<byte> body, string? etag)
    {
        if (JsonBody.Parse(body, FanartJson.Default.FanartTitle) is not { } title) return Unreadable();
        if (title.ErrorMessage is { } message) return InsteadOfArt(request, message);
        var candidates = FanartMapper.Candidates(title, request.Kind, options.ImageBaseUrl);
        return new ProviderResult.Fetched(FanartMapper.Ids(title), TitleMetadata.Empty, candidates, body, etag);
    }

    // Its words are not passed on: they are nobody's sentence to act on.
    private ProviderResult InsteadOfArt(ProviderRequest request, string message) =>
        message.Contains("not found", StringComparison.OrdinalIgnoreCase) ? Read(request, Nothing, etag: null)
        : message.Contains("key", StringComparison.OrdinalIgnoreCase) ? new ProviderResult.Unauthorized(WrongKey)
        : new ProviderResult.Unavailable("Fanart.tv answered with an error of its own.");

    private static ProviderResult.Unavailable Unreadable() => new("Fanart.tv's answer cannot be read: it is not the JSON of a title.");
}
