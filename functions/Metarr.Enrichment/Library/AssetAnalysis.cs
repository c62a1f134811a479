using Metarr.Enrichment.Imaging;

namespace Metarr.Enrichment.Library;

/// <summary>What was found by looking at the bytes of an asset.</summary>
/// <param name="Width">True width after orientation, pixels.</param>
/// <param name="Height">True height after orientation, pixels.</param>
/// <param name="Sha256">The hash of the bytes; names the blob.</param>
/// <param name="PerceptualHash">How it looks, or null when the format cannot be decoded here.</param>
/// <param name="AlphaHash">What its transparency looks like; null for opaque art.</param>
/// <param name="Extension">The file name's ending by the bytes, without the dot: <c>jpg</c>, <c>png</c>.</param>
/// <param name="MediaType">The media type by the bytes.</param>
/// <param name="Bytes">The size of the file, bytes.</param>
public sealed record AssetAnalysis(
    int Width,
    int Height,
    Sha256Hash Sha256,
    PerceptualHash? PerceptualHash,
    PerceptualHash? AlphaHash,
    string Extension,
    string MediaType,
    long Bytes);
