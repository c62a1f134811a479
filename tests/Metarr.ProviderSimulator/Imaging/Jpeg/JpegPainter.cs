using System.Numerics;
using Metarr.ProviderSimulator.Imaging.Scenes;

namespace Metarr.ProviderSimulator.Imaging.Jpeg;

/// <summary>Paints a spec as a JPEG whose weight is like that of real art.</summary>
internal static class JpegPainter
{
    /// <summary>What means, slopes and colours take of each luma block, in bits.</summary>
    private const float BitsBesideTexture = 16;

    private const float UsualQuality = 87;

    public static byte[] Paint(ImageSpec spec)
    {
        var variety = StableHash.Mix(StableHash.Of(spec.FilePath), (ulong)(spec.Width * 31 + spec.Height));
        var halvesColour = variety % 8 != 0;
        var canvas = Compose(spec, halvesColour ? 16 : 8);
        var frame = Encode(spec, canvas, halvesColour, variety);
        return variety / 8 % 5 == 0 ? JpegWriter.Progressive(frame) : JpegWriter.Baseline(frame);
    }

    /// <summary>Draws the scene at an eighth of the size, filled up to whole MCUs.</summary>
    public static Canvas Compose(ImageSpec spec, int mcuSide)
    {
        var (across, down) = (Blocks(spec.Width, mcuSide), Blocks(spec.Height, mcuSide));
        var canvas = new Canvas(across, down, spec.Crop, 8f / spec.Width, 8f / spec.Height);
        Scene.Create(spec.Scene, spec.Kind).PaintOn(canvas);
        new TitlePlate(spec.Lettering, spec.Kind).PaintOn(canvas);
        return canvas;
    }

    private static JpegFrame Encode(ImageSpec spec, Canvas canvas, bool halvesColour, ulong variety)
    {
        var (luma, chroma) = (QuantisationTable.Luma(spec.Quality), QuantisationTable.Chroma(spec.Quality));
        var share = halvesColour ? 2 : 1;
        var y = BlockComposer.Luma(canvas, luma, TextureBits(spec), variety);
        var cb = BlockComposer.Chroma(canvas, chroma, share, Vector4.UnitY, variety + 1);
        var cr = BlockComposer.Chroma(canvas, chroma, share, Vector4.UnitZ, variety + 2);
        var lumaGrain = new TextureBank(HuffmanTable.LumaAc, new Dice(variety));
        var chromaGrain = new TextureBank(HuffmanTable.ChromaAc, new Dice(variety + 3));
        return new(spec.Width, spec.Height, halvesColour,
            new(1, 0, y, luma, HuffmanTable.LumaDc, HuffmanTable.LumaAc, lumaGrain),
            new(2, 1, cb, chroma, HuffmanTable.ChromaDc, HuffmanTable.ChromaAc, chromaGrain),
            new(3, 1, cr, chroma, HuffmanTable.ChromaDc, HuffmanTable.ChromaAc, chromaGrain));
    }

    /// <summary>Between 0.95 and 1.35 bits a pixel at the usual quality, fewer below it; the scene decides where
    /// between.</summary>
    private static float TextureBits(ImageSpec spec)
    {
        var bitsPerPixel = 0.95f + 0.4f * (spec.Scene % 101) / 100f;
        var share = MathF.Pow(spec.Quality / UsualQuality, 1.5f);
        return Math.Max(6, 64 * bitsPerPixel * share - BitsBesideTexture);
    }

    private static int Blocks(int pixels, int mcuSide) => (pixels + mcuSide - 1) / mcuSide * (mcuSide / 8);
}
