using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Metarr.ProviderSimulator.Tmdb;

/// <summary>A finished response body.</summary>
internal sealed record TmdbBody(byte[] Bytes, string ETag);

/// <summary>Builds response bodies: the main body, the appended parts that are there, the images of the wanted
/// languages.</summary>
internal sealed class TmdbComposer(IReadOnlyList<ITmdbBodies> sources)
{
    /// <summary>TMDB's own limit of parts in one request.</summary>
    public const int MaxAppendedParts = 20;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ConcurrentDictionary<TmdbQuery, TmdbBody> composed = new();

    /// <summary>The body for <paramref name="query"/>, or null when nothing is known under its path.</summary>
    public TmdbBody? Compose(TmdbQuery query)
    {
        if (composed.TryGetValue(query, out var known))
            return known;
        if (Find(query.Path) is not { } body)
            return null;
        var languages = ImageLanguageFilter.From(query);
        languages.Apply(body);
        foreach (var part in Parts(query.AppendToResponse))
            Append(body, query.Path, part, languages);
        return composed.GetOrAdd(query, Finish(body));
    }

    /// <summary>Serialises a body and gives it the weak tag TMDB would.</summary>
    public static TmdbBody Finish(JsonNode body)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, Json);
        return new(bytes, $"W/\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\"");
    }

    private static string[] Parts(string append) =>
        append.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private void Append(JsonObject body, string path, string part, ImageLanguageFilter languages)
    {
        if (Find($"{path}/{part}") is not { } appended)
            return;
        languages.Apply(appended);
        // An appended part does not repeat the id of its title.
        appended.Remove("id");
        body[part] = appended;
    }

    private JsonObject? Find(string path) =>
        sources.Select(source => source.Find(path)).FirstOrDefault(body => body is not null);
}
