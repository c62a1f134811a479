using Metarr.ProviderSimulator.Imaging;

namespace Metarr.ProviderSimulator.Tvdb;

/// <summary>The small twin of an image: the same name with <c>_t</c>.</summary>
internal static class TvdbThumbnail
{
    private const string Mark = "_t";

    /// <summary>The path of the twin.</summary>
    public static string PathOf(string path)
    {
        var extension = Path.GetExtension(path);
        return path[..^extension.Length] + Mark + extension;
    }

    /// <summary>The path an image would have if this is its twin's, or null when it is no twin's.</summary>
    public static string? OriginalOf(string path)
    {
        var extension = Path.GetExtension(path);
        var stem = path[..^extension.Length];
        return stem.EndsWith(Mark, StringComparison.Ordinal) ? stem[..^Mark.Length] + extension : null;
    }

    /// <summary>Half the size.</summary>
    public static ImageSpec Of(ImageSpec original) =>
        original with { Width = Math.Max(1, original.Width / 2), Height = Math.Max(1, original.Height / 2) };
}
