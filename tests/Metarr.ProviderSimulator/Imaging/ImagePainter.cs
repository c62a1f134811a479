using System.Text;
using Metarr.ProviderSimulator.Imaging.Jpeg;
using Metarr.ProviderSimulator.Imaging.Png;

namespace Metarr.ProviderSimulator.Imaging;

/// <summary>Turns a spec into the bytes of an image file.</summary>
internal static class ImagePainter
{
    public static byte[] Paint(ImageSpec spec) => spec switch
    {
        { Flaw: ImageFlaw.Corrupt } => Noise(spec),
        { Extension: ".png", Kind: ArtKind.Logo } => LogoPainter.Paint(spec),
        { Extension: ".png" } or { Flaw: ImageFlaw.Disguised } => ScenePngPainter.Paint(spec),
        { Extension: ".svg" } => Encoding.UTF8.GetBytes(SvgPainter.Paint(spec)),
        _ => JpegPainter.Paint(spec),
    };

    /// <summary>SOI and a JFIF header, then bytes that hold no frame: sniffing says JPEG, decoding fails.</summary>
    private static byte[] Noise(ImageSpec spec)
    {
        byte[] header = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];
        var dice = new Dice(spec.Scene);
        var bytes = new byte[Math.Max(4096, spec.Width * spec.Height / 20)];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(dice.Next() % 0xFF);
        header.CopyTo(bytes, 0);
        return bytes;
    }
}
