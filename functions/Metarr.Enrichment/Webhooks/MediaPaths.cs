namespace Metarr.Enrichment.Webhooks;

/// <summary>Paths on the machine of the library, which may be of another system than this one.</summary>
internal static class MediaPaths
{
    /// <summary>Where a file lies: the path that is told, unless it lies outside the folder.</summary>
    /// <remarks>Bodies up to early 2024 tell the path in the download folder; the file is at home below the title's own.</remarks>
    public static string? InFolder(string? folder, string? path, string? relativePath)
    {
        if (folder is null) return path ?? relativePath;
        if (path is not null && IsBelow(path, folder)) return path;
        return relativePath is null ? path : Join(folder, relativePath);
    }

    private static bool IsBelow(string path, string folder)
    {
        var parent = folder.TrimEnd('/', '\\');
        return path.Length > parent.Length
            && path.StartsWith(parent, StringComparison.OrdinalIgnoreCase)
            && path[parent.Length] is '/' or '\\';
    }

    private static string Join(string folder, string relativePath)
    {
        var separator = folder.Contains('\\', StringComparison.Ordinal) && !folder.Contains('/', StringComparison.Ordinal) ? '\\' : '/';
        return folder.TrimEnd('/', '\\') + separator + relativePath.TrimStart('/', '\\');
    }
}
