using Metarr.Enrichment.Imaging;

namespace Metarr.Enrichment.Tests.Imaging;

/// <summary>Looks at bytes and expects one outcome or the other.</summary>
internal static class Inspecting
{
    private static readonly ImageInspector Inspector = new();

    public static ImageFacts Accept(byte[] file) => Inspector.Inspect(file) switch
    {
        ImageInspection.Accepted accepted => accepted.Facts,
        var refused => throw new Xunit.Sdk.XunitException($"The image was expected to be accepted: {refused}"),
    };

    public static ImageInspection.Refused Refuse(byte[] file, ImageLimits? limits = null) => new ImageInspector(limits).Inspect(file) switch
    {
        ImageInspection.Refused refused => refused,
        var accepted => throw new Xunit.Sdk.XunitException($"The image was expected to be refused: {accepted}"),
    };
}
