using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace Metarr.Functions.Storage;

/// <summary>The tables, containers and queues of one library.</summary>
public sealed class StorageClients
{
    private readonly StorageOptions options;
    private readonly TableServiceClient tables;
    private readonly BlobServiceClient blobs;
    private readonly QueueServiceClient queues;

    /// <summary>Makes the clients; nothing is called yet.</summary>
    /// <param name="options">Where the storage lies.</param>
    public StorageClients(StorageOptions options)
    {
        this.options = options;

        // What triggers expect; the client's own default is plain text.
        var encoded = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        if (options.ConnectionString is { Length: > 0 } connection)
        {
            tables = new TableServiceClient(connection);
            blobs = new BlobServiceClient(connection);
            queues = new QueueServiceClient(connection, encoded);
            return;
        }

        var credential = Credential(options.ClientId);
        tables = new TableServiceClient(options.AddressOf("table"), credential);
        blobs = new BlobServiceClient(options.AddressOf("blob"), credential);
        queues = new QueueServiceClient(options.AddressOf("queue"), credential, encoded);
    }

    /// <summary>One partition per title: the title itself, its candidates, cached files and provider fetches.</summary>
    public TableClient Titles => Table("Titles");

    /// <summary>Slim rows for lists and statistics.</summary>
    public TableClient Library => Table("Library");

    /// <summary>The people of all titles.</summary>
    public TableClient People => Table("People");

    /// <summary>Which titles and people use a blob.</summary>
    public TableClient AssetRefs => Table("AssetRefs");

    /// <summary>Runs and what became of them.</summary>
    public TableClient Jobs => Table("Jobs");

    /// <summary>What people have set.</summary>
    public TableClient Settings => Table("Settings");

    /// <summary>What is left of the providers' quotas, and how the providers are.</summary>
    public TableClient Budgets => Table("Budgets");

    /// <summary>What happened from outside, by day, newest first.</summary>
    public TableClient Activity => Table("Activity");

    /// <summary>Chosen files, named by the hash of their bytes.</summary>
    public BlobContainerClient Assets => Container("assets");

    /// <summary>Analysed files on their way; emptied when a run ends, and after a day at the latest.</summary>
    public BlobContainerClient Staging => Container("staging");

    /// <summary>Raw bodies of the providers, gzip.</summary>
    public BlobContainerClient Providers => Container("providers");

    /// <summary>A queue, whose messages are base64 as triggers expect.</summary>
    /// <param name="name">Its full name; the prefix is part of what is configured.</param>
    /// <returns>The client; nothing is called yet.</returns>
    public QueueClient Queue(string name) => queues.GetQueueClient(name);

    /// <summary>Creates what is missing.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when all tables and containers are there.</returns>
    public Task CreateMissingAsync(CancellationToken cancellationToken) => Task.WhenAll(
    [
        .. new[] { Titles, Library, People, AssetRefs, Jobs, Settings, Budgets, Activity }.Select(table => table.CreateIfNotExistsAsync(cancellationToken)),
        .. new[] { Assets, Staging, Providers }.Select(c => c.CreateIfNotExistsAsync(cancellationToken: cancellationToken)),
    ]);

    /// <summary>A container of the same account that is not the library's own.</summary>
    /// <param name="name">Its full name.</param>
    /// <returns>The client; nothing is called yet.</returns>
    /// <exception cref="InvalidOperationException">The library keeps its own files in the container of that name.</exception>
    public BlobContainerClient ForeignContainer(string name) => new[] { Assets, Staging, Providers }.Any(own => own.Name == name)
        ? throw new InvalidOperationException($"The container '{name}' holds the library's own files; choose another one.")
        : blobs.GetBlobContainerClient(name);

    private static DefaultAzureCredential Credential(string? clientId) => string.IsNullOrWhiteSpace(clientId)
        ? new DefaultAzureCredential()
        : new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId });

    private TableClient Table(string name) => tables.GetTableClient(options.Prefix + name);

    private BlobContainerClient Container(string name) => blobs.GetBlobContainerClient(
        options.Prefix.Length == 0 ? name : $"{options.Prefix.ToLowerInvariant()}-{name}");
}
