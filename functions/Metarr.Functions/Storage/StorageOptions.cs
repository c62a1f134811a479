using Microsoft.Extensions.Configuration;

namespace Metarr.Functions.Storage;

/// <summary>Where tables, blobs and queues lie, and what they are called.</summary>
/// <remarks>
/// Read from the host's own storage setting, <c>AzureWebJobsStorage</c>: a connection string, or
/// <c>AzureWebJobsStorage__accountName</c> for a managed identity. <c>Storage__Prefix</c> sets several libraries apart in one
/// account.
/// </remarks>
/// <param name="ConnectionString">The connection string, or null when a managed identity signs in.</param>
/// <param name="AccountName">The account a managed identity signs in to, or null.</param>
/// <param name="Prefix">Letters and digits that every table and container name begins with; empty for none.</param>
public sealed record StorageOptions(string? ConnectionString, string? AccountName, string Prefix)
{
    /// <summary>Reads the options.</summary>
    /// <param name="configuration">The app's configuration.</param>
    /// <returns>The options.</returns>
    /// <exception cref="InvalidOperationException">No storage is configured, or the prefix has other characters.</exception>
    public static StorageOptions From(IConfiguration configuration)
    {
        var connection = configuration["AzureWebJobsStorage"] ?? configuration.GetConnectionString("AzureWebJobsStorage");
        var account = configuration["AzureWebJobsStorage:accountName"];
        if (string.IsNullOrWhiteSpace(connection) && string.IsNullOrWhiteSpace(account))
        {
            throw new InvalidOperationException(
                "No storage is configured. Set AzureWebJobsStorage to a connection string, or AzureWebJobsStorage__accountName "
                + "to the account that the app's managed identity may use.");
        }

        var prefix = configuration["Storage:Prefix"] ?? "";
        return prefix.All(char.IsAsciiLetterOrDigit) && (prefix.Length == 0 || char.IsAsciiLetter(prefix[0]))
            ? new StorageOptions(connection, account, prefix)
            : throw new InvalidOperationException($"Storage__Prefix '{prefix}' must be letters and digits that begin with a letter.");
    }
}
