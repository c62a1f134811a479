using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;

namespace Metarr.ProviderSimulator.Tvdb;

/// <summary>Where the data of TheTVDB's answers comes from.</summary>
internal interface ITvdbBodies
{
    /// <summary>The data of a path, as a node the caller may change; null when there is none.</summary>
    JsonNode? Find(TvdbQuery query);

    /// <summary>The rows of <c>/search/remoteid/{id}</c>; none when no record has that id.</summary>
    IEnumerable<JsonObject> FindByRemoteId(string id);

    /// <summary>The image under a path of the CDN (with its leading slash), or null.</summary>
    ImageSpec? FindImage(string path);
}
