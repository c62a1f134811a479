namespace Metarr.Benchmarks.Imaging;

/// <summary>How fast images were analysed.</summary>
/// <param name="PerSecond">Images a second by the clock, which other work on the machine slows down.</param>
/// <param name="ProcessorMilliseconds">Processor time for each image, in milliseconds, on whatever threads it was spent.</param>
internal sealed record Speed(double PerSecond, double ProcessorMilliseconds);
