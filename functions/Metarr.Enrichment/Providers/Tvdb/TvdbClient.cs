using System.Buffers;
using System.Text.Json;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Json;

namespace Metarr.Enrichment.Providers.Tvdb;

/// <summary>Asks TheTVDB.</summary>
public sealed class TvdbClient : IMetadataProvider, IDisposable
{
    private const string NoKey = "TheTVDB has no key: set Providers__Tvdb__ApiKey, and Providers__Tvdb__Pin if it is a subscriber's.";
    private const string NoId = "TheTVDB finds a movie by its TheTVDB or IMDb id; neither is known.";
    private const string WrongKey = "TheTVDB refused the key: check Providers__Tvdb__ApiKey and Providers__Tvdb__Pin.";

    private readonly TvdbOptions options;
    private readonly TvdbRequests requests;
    private readonly TvdbSession session;
    private readonly TvdbTypesMemory artworkTypes;

    /// <summary>Makes a client.</summary>
    /// <param name="options">Where TheTVDB is and how to sign in.</param>
    /// <param name="http">The way to the network.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">An option cannot be used; the message names it.</exception>
    public TvdbClient(TvdbOptions options, ProviderHttp http, TimeProvider time)
    {
        options.Validate();
        this.options = options;
        requests = new TvdbRequests(options);
        session = new TvdbSession(requests, http);
        artworkTypes = new TvdbTypesMemory(requests, session, time);
    }

    /// <inheritdoc/>
    public string Name => ProviderNames.Tvdb;

    /// <inheritdoc/>
    public bool IsConfigured => options.HasCredentials;

    /// <inheritdoc/>
    public bool Supports(TitleKind kind) => kind is TitleKind.Movie;

    /// <inheritdoc/>
    public string? SharedQuestion(ProviderRequest request) => Supports(request.Kind) ? requests.MovieQuestion(request) : null;

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    /// <inheritdoc/>
    public async Task<ProviderResult> FetchAsync(
        ProviderRequest request, ProviderContext context, CancellationToken cancellationToken)
    {
        if (!IsConfigured) return new ProviderResult.Unauthorized(NoKey);
        if (!Supports(request.Kind)) return new ProviderResult.NotFound("TheTVDB is asked for movies only.");
        if (request.Ids.TvdbId is { } id) return await FetchMovieAsync(id, request, context, cancellationToken);
        if (request.Ids.ImdbId is not { } imdbId) return new ProviderResult.NotFound(NoId);

        var answer = await session.SendAsync(
            token => requests.FindByRemoteId(imdbId, context.Priority, token), context.Priority, cancellationToken);
        return answer switch
        {
            ProviderAnswer.Ok found when JsonBody.Parse(found.Body, TvdbJson.Default.TvdbSearchBody) is { } rows =>
                rows.Data.Select(row => row.Movie?.Id).FirstOrDefault(row => row is > 0) is { } foundId
                    ? await FetchMovieAsync(foundId, request, context, cancellationToken)
                    : new ProviderResult.NotFound($"TheTVDB knows no movie with the IMDb id {imdbId}."),
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

    private async Task<ProviderResult> FetchMovieAsync(
        int id, ProviderRequest request, ProviderContext context, CancellationToken cancellationToken)
    {
        var answer = await session.SendAsync(token => requests.Movie(id, context, token), context.Priority, cancellationToken);
        if (answer is not ProviderAnswer.Ok movie) return WithoutAnswer(answer, $"the movie {id}");
        var types = await artworkTypes.BodyAsync(context.Priority, cancellationToken);
        return Read(request, Envelope(movie.Body, types), movie.ETag);
    }

    private ProviderResult Read(ProviderRequest request, ReadOnlyMemory<byte> body, string? etag)
    {
        if (JsonBody.Parse(body, TvdbJson.Default.TvdbKept) is not { Movie: { } answer } kept) return Unreadable();
        if (answer is { Status: "success", Data: [] }) return new ProviderResult.NotFound("TheTVDB has nothing about the movie.");
        if (answer.Data.FirstOrDefault(movie => movie.Id is > 0) is not { } movie) return Unreadable();
        var types = TvdbArtworkTypes.From(kept.ArtworkTypes?.Data ?? []);
        return new ProviderResult.Fetched(
            TvdbMapper.Ids(movie),
            TvdbMapper.Metadata(movie, request.Language, request.Country),
            TvdbGallery.Candidates(movie.Artworks, request.Kind, types, options.ImageBaseUrl),
            body,
            etag);
    }

    /// <summary>Both bodies in one, as <see cref="TvdbKept"/> reads them; they were received as well-formed JSON.</summary>
    private static ReadOnlyMemory<byte> Envelope(ReadOnlyMemory<byte> movie, ReadOnlyMemory<byte>? types)
    {
        var envelope = new ArrayBufferWriter<byte>(movie.Length + (types?.Length ?? 0) + 64);
        using (var writer = new Utf8JsonWriter(envelope))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("movie"u8);
            writer.WriteRawValue(movie.Span, skipInputValidation: true);
            if (types is { } told)
            {
                writer.WritePropertyName("artworkTypes"u8);
                writer.WriteRawValue(told.Span, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        return envelope.WrittenMemory;
    }

    private static ProviderResult WithoutAnswer(ProviderAnswer answer, string what) => answer switch
    {
        ProviderAnswer.NotModified => new ProviderResult.NotModified(),
        ProviderAnswer.NotFound => new ProviderResult.NotFound($"TheTVDB does not know {what}."),
        ProviderAnswer.RateLimited limited => new ProviderResult.RateLimited(limited.RetryAfter),
        ProviderAnswer.Unauthorized => new ProviderResult.Unauthorized(WrongKey),
        ProviderAnswer.Unavailable unavailable => new ProviderResult.Unavailable(unavailable.Reason),
        _ => Unreadable(),
    };

    private static ProviderResult.Unavailable Unreadable() => new("TheTVDB's answer cannot be read: it is not the JSON of a movie.");
}
