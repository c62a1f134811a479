namespace Metarr.ProviderSimulator.Imaging.Jpeg;

/// <summary>One colour component as quantised blocks: the mean, two slopes, and which texture lies on top.</summary>
/// <param name="columns">Blocks across, filled up to whole MCUs.</param>
/// <param name="rows">Blocks down, filled up to whole MCUs.</param>
internal sealed class ComponentBlocks(int columns, int rows)
{
    public int Columns => columns;

    public int Rows => rows;

    public short[] Dc { get; } = new short[columns * rows];

    public sbyte[] SlopeX { get; } = new sbyte[columns * rows];

    public sbyte[] SlopeY { get; } = new sbyte[columns * rows];

    public byte[] Texture { get; } = new byte[columns * rows];
}
