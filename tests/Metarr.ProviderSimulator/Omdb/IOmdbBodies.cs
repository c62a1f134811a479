using System.Text.Json.Nodes;

namespace Metarr.ProviderSimulator.Omdb;

/// <summary>Where OMDb's bodies come from.</summary>
internal interface IOmdbBodies
{
    /// <summary>The body of a film, series or episode, as an object the caller may change; null when there is none.</summary>
    /// <param name="imdbId">Its id at IMDb.</param>
    /// <param name="fullPlot">Whether the whole plot is told, and not only its first sentence.</param>
    JsonObject? Find(string imdbId, bool fullPlot);
}
