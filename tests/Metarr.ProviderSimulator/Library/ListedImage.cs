using Metarr.ProviderSimulator.Imaging;

namespace Metarr.ProviderSimulator.Library;

/// <summary>An image as a film's body lists it.</summary>
/// <param name="Spec">What the CDN makes of it.</param>
/// <param name="Language">ISO 639-1, or null for textless art.</param>
/// <param name="Region">ISO 3166-1, or null.</param>
/// <param name="VoteAverage">0 to 10.</param>
/// <param name="VoteCount">How many voted.</param>
internal sealed record ListedImage(ImageSpec Spec, string? Language, string? Region, double VoteAverage, int VoteCount);
