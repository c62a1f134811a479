using System.Collections.Concurrent;
using System.Globalization;

namespace Metarr.ProviderSimulator.Imaging;

/// <summary>A made image on disk.</summary>
/// <param name="File">Its full path.</param>
/// <param name="ContentType">The media type of its bytes.</param>
/// <param name="ETag">A strong tag, quoted.</param>
internal sealed record StoredImage(string File, string ContentType, string ETag);

/// <summary>Makes each image once and keeps it. Several processes may share the folder.</summary>
internal sealed class ImageStore(string directory) : IDisposable
{
    /// <summary>Goes up when the painter paints differently, so that old files are not taken for new ones.</summary>
    private const string Generation = "g1";

    private readonly string folder = Path.GetFullPath(Path.Combine(directory, Generation));
    private readonly ConcurrentDictionary<string, Lazy<Task>> underWay = new(StringComparer.Ordinal);

    // Painting is pure computation: more at once than there are cores only holds more memory.
    private readonly SemaphoreSlim painters = new(Environment.ProcessorCount);

    /// <summary>The file of <paramref name="spec"/>, made now if it is not there yet.</summary>
    public async Task<StoredImage> GetAsync(ImageSpec spec, CancellationToken cancellationToken)
    {
        var identity = Identity(spec);
        var file = Path.Combine(folder, identity[..2], identity + spec.Extension);
        if (!File.Exists(file))
            await PaintOnceAsync(spec, file).WaitAsync(cancellationToken);
        return new(file, ContentTypeOf(spec), $"\"{identity}\"");
    }

    public void Dispose() => painters.Dispose();

    private static string Identity(ImageSpec spec)
    {
        var hash = StableHash.Of(spec.FilePath);
        foreach (var line in spec.Lettering)
            hash = StableHash.Mix(hash, StableHash.Of(line));
        hash = StableHash.Mix(hash, spec.Scene);
        hash = StableHash.Mix(hash, (ulong)HashCodeOf(spec));
        return string.Create(CultureInfo.InvariantCulture, $"{hash:x16}-{spec.Width}x{spec.Height}");
    }

    private static long HashCodeOf(ImageSpec spec)
    {
        var crop = spec.Crop;
        var cut = BitConverter.DoubleToInt64Bits(crop.Left + crop.Top * 3 + crop.Right * 5 + crop.Bottom * 7);
        return cut ^ ((long)spec.Quality << 8) ^ ((long)spec.Kind << 4) ^ (long)spec.Flaw;
    }

    private static string ContentTypeOf(ImageSpec spec) => spec.Extension switch
    {
        ".png" => "image/png",
        ".svg" => "image/svg+xml",
        _ => "image/jpeg",
    };

    private async Task PaintOnceAsync(ImageSpec spec, string file)
    {
        var task = underWay.GetOrAdd(file, _ => new Lazy<Task>(() => Task.Run(() => PaintAsync(spec, file))));
        try
        {
            await task.Value;
        }
        finally
        {
            underWay.TryRemove(KeyValuePair.Create(file, task));
        }
    }

    private async Task PaintAsync(ImageSpec spec, string file)
    {
        await painters.WaitAsync();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var draft = $"{file}.{Guid.NewGuid():N}.tmp";
            await File.WriteAllBytesAsync(draft, ImagePainter.Paint(spec));
            File.Move(draft, file, overwrite: true);
        }
        finally
        {
            painters.Release();
        }
    }
}
