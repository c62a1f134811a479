using Microsoft.Extensions.Configuration;

namespace Metarr.Functions;

/// <summary>Settings that refer to a secret of a Key Vault: the platform puts the secret in their place before the app starts.</summary>
internal static class SecretReferences
{
    private const string Beginning = "@Microsoft.KeyVault(";

    /// <summary>Empties the settings whose secret was not found.</summary>
    /// <remarks>
    /// The platform leaves such a reference standing as text. Taken for the secret it would switch on a provider with a wrong key, and
    /// it would be a password that everybody can guess.
    /// </remarks>
    /// <param name="configuration">The app's configuration.</param>
    public static void ForgetUnresolved(IConfiguration configuration)
    {
        var unresolved = configuration.AsEnumerable()
            .Where(setting => setting.Value?.StartsWith(Beginning, StringComparison.OrdinalIgnoreCase) == true)
            .Select(setting => setting.Key)
            .ToList();
        foreach (var setting in unresolved) configuration[setting] = "";
    }
}
