using System.Numerics;

namespace Metarr.ProviderSimulator.Imaging.Scenes;

/// <summary>A made-up picture without a size: soft light, hills, discs, beams and figures placed by a seed. What it looks like
/// depends on the seed alone, so that all sizes and qualities of it look alike and two seeds do not.</summary>
internal sealed class Scene
{
    private readonly Backdrop backdrop;
    private readonly IReadOnlyList<ISceneShape> shapes;

    private Scene(Backdrop backdrop, IReadOnlyList<ISceneShape> shapes) => (this.backdrop, this.shapes) = (backdrop, shapes);

    public static Scene Create(ulong seed, ArtKind kind)
    {
        var dice = new Dice(StableHash.Mix(seed, 0x5CE9E));
        var palette = Palette.Create(dice);
        var backdrop = Backdrop.Create(dice, palette);
        return new(backdrop, kind == ArtKind.Profile ? Face(dice, palette) : Landscape(dice, palette, kind));
    }

    public void PaintOn(Canvas canvas)
    {
        backdrop.PaintOn(canvas);
        foreach (var shape in shapes)
            shape.PaintOn(canvas);
    }

    private static List<ISceneShape> Landscape(Dice dice, Palette palette, ArtKind kind)
    {
        var aspect = ArtShape.AspectOf(kind);
        var shapes = new List<ISceneShape>();
        for (var i = dice.Between(1, 3); i > 0; i--)
        {
            var (x, slant, halfWidth) = (dice.Between(-0.2f, 1f), dice.Between(-0.8f, 0.8f), dice.Between(0.04f, 0.2f));
            shapes.Add(new Beam(x, slant, halfWidth, palette.Light(dice), 0.6f));
        }
        for (var i = dice.Between(1, 3); i > 0; i--)
        {
            var (x, y, radius) = (dice.Between(0.1f, 0.9f), dice.Between(0.05f, 0.6f), dice.Between(0.05f, 0.22f));
            shapes.Add(Disc.Create(x, y, radius, aspect, palette.Any(dice)));
        }
        for (var i = dice.Between(1, 3); i > 0; i--)
            shapes.Add(Ridge.Create(dice, 0.95f - i * 0.14f + dice.Between(-0.06f, 0.06f), palette.Dark(dice)));
        for (var i = dice.Between(1, 3); i > 0; i--)
        {
            var (x, y, size) = (dice.Between(0.15f, 0.85f), dice.Between(0.4f, 0.6f), dice.Between(0.05f, 0.1f));
            Figure(shapes, x, y, size, aspect, palette.Any(dice));
        }
        return shapes;
    }

    private static List<ISceneShape> Face(Dice dice, Palette palette)
    {
        var shapes = new List<ISceneShape>();
        var (x, y, size) = (dice.Between(0.45f, 0.55f), dice.Between(0.38f, 0.44f), dice.Between(0.26f, 0.32f));
        Figure(shapes, x, y, size, ArtShape.AspectOf(ArtKind.Profile), palette.Light(dice));
        return shapes;
    }

    /// <summary>A head over shoulders.</summary>
    private static void Figure(List<ISceneShape> shapes, float x, float y, float size, float aspect, Vector4 colour)
    {
        shapes.Add(Disc.Create(x, y + size * 2.6f * aspect, size * 1.9f, aspect, colour with { X = colour.X * 0.55f }));
        shapes.Add(Disc.Create(x, y, size, aspect, colour));
    }
}
