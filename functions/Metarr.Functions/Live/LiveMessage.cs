using System.Text.Json.Nodes;

namespace Metarr.Functions.Live;

/// <summary>A live event on its way through the queue.</summary>
/// <param name="Target">The event's name.</param>
/// <param name="Payload">What it tells.</param>
internal sealed record LiveMessage(string Target, JsonObject Payload);
