using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Metarr.Enrichment.Imaging;

/// <summary>64 bits that stay nearly the same when a picture is scaled, recompressed or transcoded.</summary>
/// <param name="Bits">The bits; the first coefficient is the highest bit.</param>
/// <remarks>Its text, and its JSON, is 16 lower-case hexadecimal digits. It cannot tell two languages of the same art apart.</remarks>
[JsonConverter(typeof(PerceptualHashJsonConverter))]
public readonly record struct PerceptualHash(ulong Bits) : ISpanParsable<PerceptualHash>
{
    private const int Digits = 16;

    /// <summary>The number of bits in which two hashes differ, from 0 to 64.</summary>
    public static int Distance(PerceptualHash a, PerceptualHash b) => BitOperations.PopCount(a.Bits ^ b.Bits);

    /// <summary>How alike two images look, from 0 (nothing in common) to 1 (the same), by their perceptual hashes.</summary>
    /// <remarks>1 - (differing bits / 64). Scaling and recompression move it by a few bits; cropping by more.</remarks>
    public static double Similarity(PerceptualHash a, PerceptualHash b) => 1 - Distance(a, b) / 64.0;

    /// <summary>The number of bits in which this hash and <paramref name="other"/> differ, from 0 to 64.</summary>
    public int DistanceTo(PerceptualHash other) => Distance(this, other);

    /// <summary>The 16 lower-case hexadecimal digits of the hash.</summary>
    public override string ToString() => Bits.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Reads 16 hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static PerceptualHash Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var hash)
            ? hash
            : throw new FormatException("A perceptual hash is written as 16 hexadecimal digits.");

    /// <inheritdoc cref="Parse(ReadOnlySpan{char}, IFormatProvider?)"/>
    public static PerceptualHash Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <summary>Reads 16 hexadecimal digits; false for any other text.</summary>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out PerceptualHash result)
    {
        var bits = 0UL;
        var read = s.Length == Digits
            && ulong.TryParse(s, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bits);
        result = new PerceptualHash(bits);
        return read;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, IFormatProvider?, out PerceptualHash)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PerceptualHash result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, IFormatProvider?, out PerceptualHash)"/>
    public static bool TryParse([NotNullWhen(true)] string? s, out PerceptualHash result) => TryParse(s.AsSpan(), null, out result);
}
