namespace Metarr.ProviderSimulator.Imaging.Jpeg;

/// <summary>A whole picture, ready to be written: its blocks, tables and textures.</summary>
internal sealed record JpegFrame(int Width, int Height, bool HalvesColour, FrameComponent Y, FrameComponent Cb, FrameComponent Cr)
{
    public IReadOnlyList<FrameComponent> Components => [Y, Cb, Cr];

    /// <summary>Luma blocks across and down in one MCU.</summary>
    public int LumaBlocksPerSide => HalvesColour ? 2 : 1;
}

/// <summary>One component with what it is coded by.</summary>
/// <param name="Id">Its identifier in SOF and SOS.</param>
/// <param name="Table">0 for luma's tables, 1 for those of the colours.</param>
/// <param name="Blocks">Its coefficients.</param>
/// <param name="Divisors">Its quantisation table.</param>
/// <param name="Dc">Codes its means.</param>
/// <param name="Ac">Codes its slopes.</param>
/// <param name="Textures">Codes the rest.</param>
internal sealed record FrameComponent(
    int Id, int Table, ComponentBlocks Blocks, byte[] Divisors, HuffmanTable Dc, HuffmanTable Ac, TextureBank Textures);
