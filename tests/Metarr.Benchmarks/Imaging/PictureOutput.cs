namespace Metarr.Benchmarks.Imaging;

/// <summary>A file to be written of a picture.</summary>
/// <param name="Path">Where it goes.</param>
/// <param name="Format"><c>jpeg</c> or <c>png</c>.</param>
/// <param name="Quality">The quality of a JPEG, 1 to 100.</param>
/// <param name="Progressive">Whether a JPEG is progressive.</param>
/// <param name="Chroma">The chroma sampling of a JPEG.</param>
/// <param name="Scale">The factor of its sides.</param>
/// <param name="Crop">The share of each side that is cut from each edge.</param>
/// <param name="Palette">Whether a PNG is reduced to a palette.</param>
internal sealed record PictureOutput(
    string Path,
    string Format,
    int Quality = 85,
    bool Progressive = false,
    string Chroma = "4:2:0",
    double Scale = 1,
    double Crop = 0,
    bool Palette = false);
