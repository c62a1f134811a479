using Azure.Data.Tables;

namespace Metarr.LocalRuntime.Tables;

/// <summary>What a connection string says about the table service of an account.</summary>
internal sealed record TableConnectionString(Uri Endpoint, TableSharedKeyCredential Credential)
{
    private const string EmulatorAccount = "devstoreaccount1";
    // The emulator's key is the same everywhere and printed in Microsoft's documentation.
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Reads a connection string with an account key, or the one that asks for the emulator.</summary>
    /// <exception cref="FormatException">It is malformed or lacks something.</exception>
    public static TableConnectionString Parse(string connectionString)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        var settings = Split(connectionString);
        if (settings.TryGetValue("UseDevelopmentStorage", out var emulator) && emulator.Equals("true", StringComparison.OrdinalIgnoreCase))
            return new(new Uri($"http://127.0.0.1:10002/{EmulatorAccount}"), new(EmulatorAccount, EmulatorKey));

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
