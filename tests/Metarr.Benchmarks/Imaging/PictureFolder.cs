namespace Metarr.Benchmarks.Imaging;

/// <summary>A folder for the pictures of one run; it goes with them.</summary>
internal sealed class PictureFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("metarr-imaging-");

    /// <summary>The path of a file in it.</summary>
    public string this[string name] => Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);
}
