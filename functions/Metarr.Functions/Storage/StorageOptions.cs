using Microsoft.Extensions.Configuration;

namespace Metarr.Functions.Storage;

/// <summary>Where tables, blobs and queues lie, and what they are called.</summary>
/// <remarks>
/// Read from the host's own storage setting, <c>AzureWebJobsStorage</c>: a connection string, or
/// <c>AzureWebJobsStorage__accountName</c> for a managed identity, or in its place <c>AzureWebJobsStorage__blobServiceUri</c>,
/// <c>…__queueServiceUri</c> and <c>…__tableServiceUri</c>, for clouds whose addresses end otherwise; <c>…__clientId</c> says which
/// identity. <c>Storage__Prefix</c> sets several libraries apart in one account.
/// </remarks>
/// <param name="ConnectionString">The connection string, or null when a managed identity signs in.</param>
/// <param name="AccountName">The account a managed identity signs in to, or null.</param>
/// <param name="Prefix">Letters and digits that every table and container name begins with; empty for none.</param>
public sealed record StorageOptions(string? ConnectionString, string? AccountName, string Prefix)
{
    private static readonly string[] Services = ["blob", "queue", "table"];

    /// <summary>The client id of the identity that signs in, or null for the one that the environment names.</summary>
    public string? ClientId { get; init; }

    /// <summary>The addresses of services that are told one by one, by <c>blob</c>, <c>queue</c> and <c>table</c>.</summary>
    public IReadOnlyDictionary<string, Uri> Told { get; init; } = new Dictionary<string, Uri>();

    /// <summary>The address of a service for an identity to sign in to.</summary>
    /// <param name="service"><c>blob</c>, <c>queue</c> or <c>table</c>.</param>
    /// <returns>The address that was told, or the account's in the public cloud.</returns>
    public Uri AddressOf(string service) => Told.GetValueOrDefault(service) ?? new Uri($"https://{AccountName}.{service}.core.windows.net");

    /// <summary>Reads the options.</summary>
    /// <param name="configuration">The app's configuration.</param>
    /// <returns>The options.</returns>
    /// <exception cref="InvalidOperationException">No storage is configured, or the prefix has other characters.</exception>
    public static StorageOptions From(IConfiguration configuration)
    {
        var connection = configuration["AzureWebJobsStorage"] ?? configuration.GetConnectionString("AzureWebJobsStorage");
        var account = configuration["AzureWebJobsStorage:accountName"];
        var told = Services
            .Select(service => (Name: service, Address: configuration[$"AzureWebJobsStorage:{service}ServiceUri"]))
            .Where(service => !string.IsNullOrWhiteSpace(service.Address))
            .ToDictionary(service => service.Name, service => new Uri(service.Address!));
        if (string.IsNullOrWhiteSpace(connection) && string.IsNullOrWhiteSpace(account) && told.Count < Services.Length)
        {
            throw new InvalidOperationException(
                "No storage is configured. Set AzureWebJobsStorage to a connection string, or AzureWebJobsStorage__accountName "
                + "(or __blobServiceUri, __queueServiceUri and __tableServiceUri) to the account that the app's managed identity may use.");
        }

        var prefix = configuration["Storage:Prefix"] ?? "";
        return prefix.All(char.IsAsciiLetterOrDigit) && (prefix.Length == 0 || char.IsAsciiLetter(prefix[0]))
            ? new StorageOptions(connection, account, prefix) { ClientId = configuration["AzureWebJobsStorage:clientId"], Told = told }
            : throw new InvalidOperationException($"Storage__Prefix '{prefix}' must be letters and digits that begin with a letter.");
    }
}
