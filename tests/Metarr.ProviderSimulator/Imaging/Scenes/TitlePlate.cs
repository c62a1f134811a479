using System.Numerics;
using Metarr.ProviderSimulator.Imaging.Lettering;

namespace Metarr.ProviderSimulator.Imaging.Scenes;

/// <summary>The title block of a poster or backdrop. Its wording decides its place and its tint, so that each language has a
/// block of its own over the same scene.</summary>
internal sealed class TitlePlate(IReadOnlyList<string> lines, ArtKind kind) : ISceneShape
{
    private readonly TitleBlock block = new(lines);

    public void PaintOn(Canvas canvas)
    {
        if (block.IsEmpty)
            return;
        var dice = new Dice(StableHash.Of(string.Join('\n', lines)));
        var box = Place(dice);
        var tint = new Vector4(dice.Chance(0.8) ? 228 : 32, dice.Between(-16f, 16f), dice.Between(-16f, 16f), 0.1f);
        for (var y = 0; y < canvas.Height; y++)
        {
            var across = (canvas.SceneY(y) - canvas.StepY / 2 - box.Y) / box.W;
            if (across is > -0.1f and < 1)
                PaintRow(canvas, y, across, box, tint);
        }
    }

    /// <summary>Left, top, width and height as fractions of the scene.</summary>
    private Vector4 Place(Dice dice)
    {
        var aspect = ArtShape.AspectOf(kind);
        var width = aspect > 1 ? 0.34f : 0.72f;
        var height = width * block.Proportion * aspect;
        if (height > 0.26f)
            (width, height) = (width * 0.26f / height, 0.26f);
        var left = (1 - width) / 2 + dice.Between(-0.08f, 0.08f);
        return new(left, dice.Between(0.66f, 0.94f - height), width, height);
    }

    private void PaintRow(Canvas canvas, int y, float across, Vector4 box, Vector4 tint)
    {
        var row = canvas.Row(y);
        var end = canvas.ColumnAt(box.X + box.Z);
        for (var x = canvas.ColumnAt(box.X - canvas.StepX); x < end; x++)
        {
            var along = (canvas.SceneX(x) - canvas.StepX / 2 - box.X) / box.Z;
            var ink = block.Coverage(along, across, canvas.StepX / box.Z, canvas.StepY / box.W);
            row[x] = Vector4.Lerp(row[x], tint, ink * 0.9f);
        }
    }
}
