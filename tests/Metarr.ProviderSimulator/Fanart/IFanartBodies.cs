using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;

namespace Metarr.ProviderSimulator.Fanart;

/// <summary>How much a request is shown.</summary>
/// <param name="StatesSizes">Whether entries state width and height.</param>
/// <param name="ShowsNewest">Whether the art of the last days is among them.</param>
internal sealed record FanartView(bool StatesSizes, bool ShowsNewest);

/// <summary>Where Fanart.tv's bodies come from.</summary>
internal interface IFanartBodies
{
    /// <summary>The body of a title, as an object the caller may change; null when it has no art.</summary>
    /// <param name="kind"><c>movies</c> or <c>tv</c>.</param>
    /// <param name="id">A film's id at TMDB or IMDb, a series's at TheTVDB.</param>
    /// <param name="view">How much is shown.</param>
    JsonObject? Find(string kind, string id, FanartView view);

    /// <summary>The image under a path of the CDN (with its leading slash), or null.</summary>
    ImageSpec? FindImage(string path);
}
