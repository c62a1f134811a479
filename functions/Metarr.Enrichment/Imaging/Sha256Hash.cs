using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Metarr.Enrichment.Imaging;

/// <summary>The SHA-256 of a file's bytes: the name under which the cache knows it.</summary>
/// <remarks>Its text, and its JSON, is 64 lower-case hexadecimal digits; upper case is read too.</remarks>
[JsonConverter(typeof(Sha256HashJsonConverter))]
public readonly record struct Sha256Hash : ISpanParsable<Sha256Hash>
{
    /// <summary>The length of the hash in bytes.</summary>
    public const int Size = 32;

    private readonly ulong a;
    private readonly ulong b;
    private readonly ulong c;
    private readonly ulong d;

    /// <summary>Takes the hash from its 32 bytes.</summary>
    /// <exception cref="ArgumentException">There are not exactly 32 bytes.</exception>
    public Sha256Hash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException($"A SHA-256 hash has {Size} bytes, not {bytes.Length}.", nameof(bytes));

        a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>The hash of <paramref name="content"/>.</summary>
    public static Sha256Hash Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Size];
        SHA256.HashData(content, hash);
        return new Sha256Hash(hash);
    }

    /// <summary>Writes the 32 bytes of the hash.</summary>
    /// <exception cref="ArgumentException"><paramref name="destination"/> holds fewer than 32 bytes.</exception>
    public void CopyTo(Span<byte> destination)
    {
        if (destination.Length < Size)
            throw new ArgumentException($"A SHA-256 hash needs {Size} bytes of room.", nameof(destination));

        BinaryPrimitives.WriteUInt64BigEndian(destination, a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], b);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], c);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], d);
    }

    /// <summary>The 64 lower-case hexadecimal digits of the hash.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>Reads 64 hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static Sha256Hash Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var hash)
            ? hash
            : throw new FormatException("A SHA-256 hash is written as 64 hexadecimal digits.");

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, IFormatProvider?)"/>
    public static Sha256Hash Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <summary>Reads 64 hexadecimal digits; false for any other text.</summary>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Sha256Hash result)
    {
        Span<byte> bytes = stackalloc byte[Size];
        var read = s.Length == 2 * Size
            && Convert.FromHexString(s, bytes, out _, out var written) == System.Buffers.OperationStatus.Done
            && written == Size;
        result = read ? new Sha256Hash(bytes) : default;
        return read;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, IFormatProvider?, out Sha256Hash)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Sha256Hash result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, IFormatProvider?, out Sha256Hash)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, out Sha256Hash result) => TryParse(s.AsSpan(), null, out result);
}
