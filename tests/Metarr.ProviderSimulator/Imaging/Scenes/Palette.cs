using System.Numerics;

namespace Metarr.ProviderSimulator.Imaging.Scenes;

/// <summary>Two hues and their shades, as film art likes them. Colours are luma, Cb, Cr and detail.</summary>
internal sealed class Palette
{
    private readonly float hue;
    private readonly float contrastHue;
    private readonly float strength;

    private Palette(float hue, float contrastHue, float strength) =>
        (this.hue, this.contrastHue, this.strength) = (hue, contrastHue, strength);

    public static Palette Create(Dice dice)
    {
        var hue = dice.Between(0f, MathF.Tau);
        return new(hue, hue + dice.Between(1.8f, 4.4f), dice.Between(12f, 46f));
    }

    public Vector4 Dark(Dice dice) => Shade(dice, hue, 24, 64);

    public Vector4 Middle(Dice dice) => Shade(dice, hue, 70, 150);

    public Vector4 Light(Dice dice) => Shade(dice, contrastHue, 165, 225);

    public Vector4 Any(Dice dice) => Shade(dice, dice.Chance(0.5) ? hue : contrastHue, 30, 220);

    private Vector4 Shade(Dice dice, float around, float darkest, float lightest)
    {
        var angle = around + dice.Between(-0.4f, 0.4f);
        var luma = dice.Between(darkest, lightest);
        return new(luma, strength * MathF.Cos(angle), strength * MathF.Sin(angle), dice.Between(0.15f, 0.9f));
    }
}
