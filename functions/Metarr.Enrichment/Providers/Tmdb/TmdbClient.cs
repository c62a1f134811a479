using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Json;
using Metarr.Enrichment.Selection;

namespace Metarr.Enrichment.Providers.Tmdb;

/// <summary>Asks The Movie Database.</summary>
public sealed class TmdbClient : IMetadataProvider
{
    private const string NoKey = "TMDB has no key: set Providers__Tmdb__ReadToken or Providers__Tmdb__ApiKey.";
    private const string NoId = "TMDB finds a movie by its TMDB or IMDb id; neither is known.";
    internal const string WrongKey = "TMDB refused the key: check Providers__Tmdb__ReadToken and Providers__Tmdb__ApiKey.";

    // What TMDB puts into the body when it has no answer, now and then under a status of 200: its list of errors names more than one
    // for keys that are wrong, suspended or not allowed.
    private const int OverLimit = 25;
    private static readonly int[] KeyRefused = [3, 7, 10, 14, 33, 35, 45];
    private static readonly int[] UnknownId = [6, 34, 37];

    private readonly TmdbOptions options;
    private readonly TmdbRequests requests;
    private readonly ProviderHttp http;

    /// <summary>Makes a client.</summary>
    /// <param name="options">Where TMDB is and how to sign in.</param>
    /// <param name="http">The way to the network.</param>
    /// <exception cref="ArgumentException">An option cannot be used; the message names it.</exception>
    public TmdbClient(TmdbOptions options, ProviderHttp http)
    {
        options.Validate();
        this.options = options;
        this.http = http;
        requests = new TmdbRequests(options);
    }

    /// <inheritdoc/>
    public string Name => ProviderNames.Tmdb;

    /// <inheritdoc/>
    public bool IsConfigured => options.HasCredentials;

    /// <inheritdoc/>
    public bool StatesIds => true;

    /// <inheritdoc/>
    public bool Supports(TitleKind kind) => kind is TitleKind.Movie;

    /// <inheritdoc/>
    public async Task<ProviderResult> FetchAsync(
        ProviderRequest request, ProviderContext context, CancellationToken cancellationToken)
    {
        if (!IsConfigured) return new ProviderResult.Unauthorized(NoKey);
        if (!Supports(request.Kind)) return new ProviderResult.NotFound("TMDB is asked for movies only.");
        if (request.Ids.TmdbId is { } id) return await FetchMovieAsync(id, request, context, cancellationToken);
        if (request.Ids.ImdbId is not { } imdbId) return new ProviderResult.NotFound(NoId);

        return await http.SendAsync(requests.FindByImdb(imdbId, context.Priority), cancellationToken) switch
        {
            ProviderAnswer.Ok found when JsonBody.Parse(found.Body, TmdbJson.Default.TmdbFindResults) is { } results =>
                results.MovieResults.Select(row => row.Id).FirstOrDefault(row => row is > 0) is { } foundId
                    ? await FetchMovieAsync(foundId, request, context, cancellationToken)
                    : new ProviderResult.NotFound($"TMDB knows no movie with the IMDb id {imdbId}."),
            ProviderAnswer.Ok => Unreadable(),
            var other => WithoutAnswer(other, $"the IMDb id {imdbId}"),
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
    public string? SharedQuestion(ProviderRequest request) => Supports(request.Kind) ? requests.MovieQuestion(request) : null;

    /// <summary>Asks about a movie; once more where only the answer tells in what language it was made, and no art in that was asked for.</summary>
    private async Task<ProviderResult> FetchMovieAsync(
        int id, ProviderRequest request, ProviderContext context, CancellationToken cancellationToken)
    {
        var result = await AskAsync(id, request, context, cancellationToken);
        if (result is not ProviderResult.Fetched { Metadata.OriginalLanguage: { } original }) return result;
        if (!LanguagePolicy.IsTag(original) || TmdbRequests.AsksForImagesIn(original, request)) return result;

        var wider = request with { ImageLanguages = [.. request.ImageLanguages, original] };
        return await AskAsync(id, wider, context with { ETag = null }, cancellationToken) is ProviderResult.Fetched complete ? complete : result;
    }

    private async Task<ProviderResult> AskAsync(
        int id, ProviderRequest request, ProviderContext context, CancellationToken cancellationToken) =>
        await http.SendAsync(requests.Movie(id, request, context), cancellationToken) switch
        {
            ProviderAnswer.Ok answer => Read(request, answer.Body, answer.ETag),
            var other => WithoutAnswer(other, $"the movie {id}"),
        };

    private ProviderResult Read(ProviderRequest request, ReadOnlyMemory<byte> body, string? etag)
    {
        if (JsonBody.Parse(body, TmdbJson.Default.TmdbMovie) is not { } movie) return Unreadable();
        if (movie.Id is not > 0) return InsteadOfMovie(body);
        return new ProviderResult.Fetched(
            TmdbMapper.Ids(movie),
            TmdbMapper.Metadata(movie, request.Country),
            TmdbArtwork.Candidates(movie.Images, options.ImageBaseUrl),
            body,
            etag)
        {
            Cast = TmdbCast.Of(movie.Credits, options.ImageBaseUrl),
        };
    }

    private static ProviderResult InsteadOfMovie(ReadOnlyMemory<byte> body) =>
        JsonBody.Parse(body, TmdbJson.Default.TmdbStatus)?.StatusCode switch
        {
            { } code when KeyRefused.Contains(code) => new ProviderResult.Unauthorized(WrongKey),
            OverLimit => new ProviderResult.RateLimited(RetryAfter: null),
            { } code when UnknownId.Contains(code) => new ProviderResult.NotFound("TMDB does not know the movie."),
            _ => Unreadable(),
        };

    private static ProviderResult WithoutAnswer(ProviderAnswer answer, string what) => answer switch
    {
        ProviderAnswer.NotModified => new ProviderResult.NotModified(),
        ProviderAnswer.NotFound => new ProviderResult.NotFound($"TMDB does not know {what}."),
        ProviderAnswer.RateLimited limited => new ProviderResult.RateLimited(limited.RetryAfter),
        ProviderAnswer.Unauthorized => new ProviderResult.Unauthorized(WrongKey),
        ProviderAnswer.Unavailable unavailable => new ProviderResult.Unavailable(unavailable.Reason),
        _ => Unreadable(),
    };

    private static ProviderResult.Unavailable Unreadable() => new("TMDB's answer cannot be read: it is not the JSON of a movie.");
}
