using Metarr.Enrichment.Imaging;

namespace Metarr.Functions.Publishing;

/// <summary>Publishes to a folder of this machine.</summary>
public sealed class FolderTarget : IPublishTarget
{
    private const string UnfinishedSuffix = ".metarr-tmp";
    private const long MaxReadBytes = 4 * 1024 * 1024;

    private readonly string root;

    /// <summary>Names the folder; nothing is opened yet.</summary>
    /// <param name="root">The folder that holds the titles' folders.</param>
    public FolderTarget(string root) => this.root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    /// <inheritdoc/>
    public string Name => $"folder:{root}";

    /// <inheritdoc/>
    public string? Root => root;

    /// <inheritdoc/>
    /// <remarks>A missing root is never made: it may be a share that is not mounted just now.</remarks>
    public string? Objection() => Directory.Exists(root)
        ? null
        : $"The folder '{root}' is not there; is it mounted? Publishing__Folder says where to publish.";

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, Sha256Hash?>> ListAsync(
        string folder, IReadOnlyCollection<string> hashed, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, Sha256Hash?>();
        var directory = new DirectoryInfo(PathOf(folder));
        if (!directory.Exists) return files;
        foreach (var file in directory.EnumerateFiles())
        {
            if (file.Name.EndsWith(UnfinishedSuffix, StringComparison.Ordinal) && file.Name[0] == '.') file.Delete();
            else files[file.Name] = hashed.Contains(file.Name) ? await HashAsync(file.FullName, cancellationToken) : null;
        }

        return files;
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(string folder, string name, CancellationToken cancellationToken)
    {
        var file = new FileInfo(PathOf(folder, name));
        if (!file.Exists || file.Length > MaxReadBytes) return null;
        return await File.ReadAllBytesAsync(file.FullName, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(string folder, string name, Stream content, Sha256Hash sha256, CancellationToken cancellationToken)
    {
        var final = PathOf(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(final)!);

        // In the same folder, so that the last step is a rename and not a copy.
        var unfinished = PathOf(folder, $".{name}{UnfinishedSuffix}");
        try
        {
            await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                await content.CopyToAsync(file, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, final, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string folder, string name, CancellationToken cancellationToken)
    {
        var path = PathOf(folder, name);
        if (File.Exists(path)) File.Delete(path);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void RemoveIfEmpty(string folder)
    {
        var path = PathOf(folder);
        if (Directory.Exists(path) && !Directory.EnumerateFileSystemEntries(path).Any()) Directory.Delete(path);
    }

    private static async Task<Sha256Hash> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return new Sha256Hash(await System.Security.Cryptography.SHA256.HashDataAsync(file, cancellationToken));
    }

    /// <summary>A path below the root; names were made harmless before, this is the second lock on the same door.</summary>
    private string PathOf(params string[] parts)
    {
        var path = Path.GetFullPath(Path.Combine([root, .. parts.SelectMany(part => part.Split('/'))]));
        return path.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new InvalidOperationException($"'{path}' lies outside '{root}'.");
    }
}
