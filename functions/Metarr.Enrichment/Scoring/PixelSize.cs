using System.Text.Json.Serialization;

namespace Metarr.Enrichment.Scoring;

/// <summary>Width and height in pixels.</summary>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
public readonly record struct PixelSize(int Width, int Height)
{
    /// <summary>All pixels.</summary>
    [JsonIgnore]
    public long Pixels => (long)Width * Height;

    /// <summary>Width by height.</summary>
    [JsonIgnore]
    public double Ratio => (double)Width / Height;
}
