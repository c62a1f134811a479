using System.Globalization;

namespace Metarr.LocalRuntime.Azurite;

/// <summary>The three local ports of an emulator.</summary>
/// <param name="BlobPort">Port of the blob service.</param>
/// <param name="QueuePort">Port of the queue service.</param>
/// <param name="TablePort">Port of the table service.</param>
internal sealed record AzuriteEndpoints(int BlobPort, int QueuePort, int TablePort)
{
    /// <summary>The account of every emulator, printed in Microsoft's documentation.</summary>
    public const string Account = "devstoreaccount1";

    /// <summary>The key of every emulator, printed in Microsoft's documentation: no secret.</summary>
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>The ports that <see cref="AzuriteOptions.DevelopmentStorage"/> stands for.</summary>
    public static readonly AzuriteEndpoints Usual = new(10000, 10001, 10002);

    /// <summary>Asks the system for three free ports.</summary>
    public static readonly AzuriteEndpoints AnyFree = new(0, 0, 0);

    /// <summary>All three ports.</summary>
    public IReadOnlyList<int> Ports => [BlobPort, QueuePort, TablePort];

    /// <summary>What a storage client needs to reach this emulator.</summary>
    public string ConnectionString => this == Usual
        ? AzuriteOptions.DevelopmentStorage
        : string.Create(
            CultureInfo.InvariantCulture,
            $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};" +
            $"BlobEndpoint=http://127.0.0.1:{BlobPort}/{Account};" +
            $"QueueEndpoint=http://127.0.0.1:{QueuePort}/{Account};" +
            $"TableEndpoint=http://127.0.0.1:{TablePort}/{Account};");

    /// <summary>Whether an Azurite answers on all three ports.</summary>
    public async Task<bool> AnswerAsync(CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(1), UseProxy = false };
        using var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10) };
        await foreach (var answer in Task.WhenEach(Ports.Select(port => IsAzuriteAsync(http, port, cancellationToken))))
        {
            if (!await answer)
                return false;
        }
        return true;
    }

    private static async Task<bool> IsAzuriteAsync(HttpClient http, int port, CancellationToken cancellationToken)
    {
        try
        {
            // Unsigned, so it is refused; who refuses it is what we want to know.
            var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/{Account}?comp=list"));
            using var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.Headers.Server.ToString().StartsWith("Azurite", StringComparison.OrdinalIgnoreCase);
        }
        catch (HttpRequestException)
        {
            // Nothing listens there, or something that does not speak HTTP.
            return false;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Something accepted the connection and said nothing, or another port has answered the question already.
            return false;
        }
    }
}
