namespace Metarr.Benchmarks.Imaging;

/// <summary>What a picture shows.</summary>
/// <param name="Seed">Decides all of it, except a title of its own.</param>
/// <param name="Width">The width in pixels.</param>
/// <param name="Height">The height in pixels.</param>
/// <param name="Title">Decides the letters, as another language's title does; the picture's own when absent.</param>
/// <param name="Grain">The strength of the finest noise, in grey levels.</param>
internal sealed record PictureLook(int Seed, int Width, int Height, int? Title = null, double Grain = 6);
