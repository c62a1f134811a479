using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Metarr.LocalRuntime.Durable.Orchestrations;

/// <summary>Name-based GUIDs (RFC 4122, version 5) in the namespace and with the names that the Durable Task SDK uses.</summary>
internal static class DeterministicGuid
{
    private static readonly byte[] Namespace = new Guid("9e952958-5e33-4daf-827f-2fa12937b875").ToByteArray(bigEndian: true);

    /// <summary>The GUID of an instance, a time and a count.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 4122 asks for SHA-1; nothing is protected by it.")]
    public static Guid Create(string instanceId, DateTime time, int count)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{instanceId}_{time:o}_{count}");
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData([.. Namespace, .. Encoding.UTF8.GetBytes(name)], hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
