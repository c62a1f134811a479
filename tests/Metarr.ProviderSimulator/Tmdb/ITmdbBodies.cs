using System.Text.Json.Nodes;

namespace Metarr.ProviderSimulator.Tmdb;

/// <summary>Where response bodies come from, by request path below <c>/3/</c>.</summary>
internal interface ITmdbBodies
{
    /// <summary>The body of <paramref name="path"/> (<c>movie/900001</c>, <c>movie/900001/images</c>, <c>find/tt9900001</c>)
    /// without appended parts, as an object the caller may change; null when there is none.</summary>
    JsonObject? Find(string path);
}
