namespace Metarr.ProviderSimulator.Imaging;

/// <summary>A part of a scene, as fractions of its width and height.</summary>
internal readonly record struct Crop(double Left, double Top, double Right, double Bottom)
{
    public static Crop Whole { get; } = new(0, 0, 1, 1);
}
