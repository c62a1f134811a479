using Azure.Storage.Blobs;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Sharing;
using Metarr.Functions.Sharing;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Metarr.Functions.Tests.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.Functions.Tests.Sharing;

/// <summary>A container of one test that several libraries share.</summary>
internal sealed class SharedPlace(string connection)
{
    /// <summary>What a container is called that nobody can reach.</summary>
    public const string Nowhere =
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;BlobEndpoint=http://127.0.0.1:1/devstoreaccount1;";

    private readonly SharingOptions options = new(
        new StorageOptions(connection, null, ""), "c" + Guid.NewGuid().ToString("N"), new Dictionary<string, SharingTerms>());

    /// <summary>The clock of all libraries.</summary>
    public SettableTime Time { get; } = new();

    /// <summary>The container, past the libraries.</summary>
    public BlobContainerClient Blobs => new(connection, options.Container);

    public static async Task<SharedPlace> MakeAsync(LocalServices services)
    {
        var place = new SharedPlace(services.Storage);
        await place.Blobs.CreateIfNotExistsAsync(cancellationToken: TestContext.Current.CancellationToken);
        return place;
    }

    /// <summary>A container as one more library sees it.</summary>
    public SharedContainer Join() => new(options, Time, NullLogger<SharedContainer>.Instance);

    /// <summary>A provider as one more library asks it, for which answers are fresh for a day.</summary>
    public SharedProvider Join(IMetadataProvider provider) =>
        new(provider, new SharedAnswerStore(Join(), Time), new SharingTerms(TimeSpan.FromDays(1)), Time);

    /// <summary>The names of all that is shared.</summary>
    public async Task<List<string>> NamesAsync()
    {
        var names = new List<string>();
        await foreach (var blob in Blobs.GetBlobsAsync(cancellationToken: TestContext.Current.CancellationToken)) names.Add(blob.Name);
        return names;
    }
}
