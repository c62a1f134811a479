using System.Text.Json;
using System.Text.Json.Serialization;

namespace Metarr.LocalRuntime.Azurite;

/// <summary>The one line in which the host script says how the start went.</summary>
internal sealed partial record AzuriteReport(string State, int Pid, int BlobPort, int QueuePort, int TablePort, string? Message)
{
    /// <summary>The services run and are ours.</summary>
    public const string Ready = "ready";

    /// <summary>Another living process of ours serves the same data folder; its emulator can be used.</summary>
    public const string Shared = "shared";

    /// <summary>Node is older than Azurite needs; the message is its version.</summary>
    public const string TooOld = "too-old";

    /// <summary>Where the services listen.</summary>
    [JsonIgnore]
    public AzuriteEndpoints Endpoints => new(BlobPort, QueuePort, TablePort);

    /// <summary>Reads the line, or null when it is no report.</summary>
    public static AzuriteReport? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ReportJson.Default.AzuriteReport);
        }
        catch (JsonException)
        {
            // Some other output of Node, such as a fatal error; the caller shows it as it is.
            return null;
        }
    }

    [JsonSerializable(typeof(AzuriteReport))]
    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    private sealed partial class ReportJson : JsonSerializerContext;
}
