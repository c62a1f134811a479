using Microsoft.AspNetCore.Http;

namespace Metarr.ProviderSimulator.Tvdb;

/// <summary>The parts of a request that decide its body.</summary>
/// <param name="Path">Below <c>/v4/</c>, without slashes at the ends.</param>
/// <param name="Meta"><c>translations</c> or <c>episodes</c>, or empty.</param>
/// <param name="Short">Whether artworks, characters and trailers are left out.</param>
/// <param name="Language">Three letters that artworks must have, or empty.</param>
/// <param name="Type">The type that artworks must have, or empty.</param>
internal sealed record TvdbQuery(string Path, string Meta, bool Short, string Language, string Type)
{
    public static TvdbQuery From(string path, IQueryCollection query) => new(path.Trim('/'), query["meta"].ToString(),
        query["short"].ToString() == "true", query["lang"].ToString(), query["type"].ToString());
}
