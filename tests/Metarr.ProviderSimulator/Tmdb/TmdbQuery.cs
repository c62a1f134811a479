using Microsoft.AspNetCore.Http;

namespace Metarr.ProviderSimulator.Tmdb;

/// <summary>The parts of a request that decide its body.</summary>
/// <param name="Path">Below <c>/3/</c>, without slashes at the ends.</param>
/// <param name="AppendToResponse">Comma-separated parts, or empty.</param>
/// <param name="Language">A tag such as <c>de</c> or <c>de-DE</c>, or empty.</param>
/// <param name="IncludeImageLanguage">Comma-separated tags and <c>null</c>, or empty.</param>
internal sealed record TmdbQuery(string Path, string AppendToResponse, string Language, string IncludeImageLanguage)
{
    public static TmdbQuery From(string path, IQueryCollection query) =>
        new(path.Trim('/'), query["append_to_response"].ToString(), query["language"].ToString(),
            query["include_image_language"].ToString());
}
