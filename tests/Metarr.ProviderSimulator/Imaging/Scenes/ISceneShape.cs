namespace Metarr.ProviderSimulator.Imaging.Scenes;

/// <summary>A thing in a scene, placed in fractions of the scene's width and height.</summary>
internal interface ISceneShape
{
    void PaintOn(Canvas canvas);
}
