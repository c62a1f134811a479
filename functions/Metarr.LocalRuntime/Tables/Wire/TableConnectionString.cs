using Azure.Data.Tables;
using Metarr.LocalRuntime.Azurite;

namespace Metarr.LocalRuntime.Tables;

/// <summary>What a connection string says about the table service of an account.</summary>
internal sealed record TableConnectionString(Uri Endpoint, TableSharedKeyCredential Credential)
{
    /// <summary>Reads a connection string with an account key, or the one that asks for the emulator.</summary>
    /// <exception cref="FormatException">It is malformed or lacks something.</exception>
    public static TableConnectionString Parse(string connectionString)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        var settings = Split(connectionString);
        if (settings.TryGetValue("UseDevelopmentStorage", out var emulator) && emulator.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            var address = $"http://127.0.0.1:{AzuriteEndpoints.Usual.TablePort}/{AzuriteEndpoints.Account}";
            return new(new Uri(address), new(AzuriteEndpoints.Account, AzuriteEndpoints.Key));
        }

        if (!settings.TryGetValue("AccountName", out var account) || !settings.TryGetValue("AccountKey", out var key))
            throw new FormatException("The storage connection string has no AccountName or no AccountKey.");
        return new(Address(settings, account), new(account, key));
    }

    private static Uri Address(Dictionary<string, string> settings, string account)
    {
        if (settings.TryGetValue("TableEndpoint", out var endpoint))
        {
            return Uri.TryCreate(endpoint, UriKind.Absolute, out var address)
                ? address
                : throw new FormatException("The TableEndpoint of the storage connection string is not a URL.");
        }
        var protocol = settings.GetValueOrDefault("DefaultEndpointsProtocol", "https");
        var suffix = settings.GetValueOrDefault("EndpointSuffix", "core.windows.net");
        return new Uri($"{protocol}://{account}.table.{suffix}");
    }

    private static Dictionary<string, string> Split(string connectionString)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new FormatException("The storage connection string must be of the form 'name=value;name=value'.");
            settings[part[..equals].Trim()] = part[(equals + 1)..].Trim();
        }
        return settings;
    }
}
