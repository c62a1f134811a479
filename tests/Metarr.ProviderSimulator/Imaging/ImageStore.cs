using System.Collections.Concurrent;
using System.Globalization;

namespace Metarr.ProviderSimulator.Imaging;

/// <summary>A made image on disk.</summary>
/// <param name="File">Its full path.</param>
/// <param name="ContentType">The media type of its bytes.</param>
/// <param name="ETag">A strong tag, quoted.</param>
internal sealed record StoredImage(string File, string ContentType, string ETag);

/// <summary>Makes each image once and keeps it. Several processes may share the folder.</summary>
internal sealed class ImageStore(string directory)
{
    /// <summary>Goes up when the painter paints differently, so that old files are not taken for new ones.</summary>
    private const string Generation = "g1";

    private readonly string folder = Path.GetFullPath(Path.Combine(directory, Generation));
    private readonly ConcurrentDictionary<string, Lazy<Task>> underWay = new(StringComparer.Ordinal);

    // Painting is pure computation: more at once than there are cores only holds more memory.
    private readonly TaskFactory painters =
        new(new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, Environment.ProcessorCount).ConcurrentScheduler);

    /// <summary>The file of <paramref name="spec"/>, made now if it is not there yet.</summary>
    public async Task<StoredImage> GetAsync(ImageSpec spec, CancellationToken cancellationToken)
    {
        var identity = Identity(spec);
        var file = Path.Combine(folder, identity[..2], identity + spec.Extension);
        if (!File.Exists(file))
            await PaintOnceAsync(spec, file).WaitAsync(cancellationToken);
        return new(file, ContentTypeOf(spec), $"\"{identity}\"");
    }

    /// <summary>Names the bytes: two specs of one name would give the same file.</summary>
    private static string Identity(ImageSpec spec)
    {
        var (left, top, right, bottom) = spec.Crop;
        ulong[] facts =
        [
            spec.Scene, (ulong)spec.Kind, (ulong)spec.Quality, (ulong)spec.Flaw, .. spec.Lettering.Select(StableHash.Of),
            .. new[] { left, top, right, bottom }.Select(BitConverter.DoubleToUInt64Bits),
        ];
        var hash = facts.Aggregate(StableHash.Of(spec.FilePath), StableHash.Mix);
        return string.Create(CultureInfo.InvariantCulture, $"{hash:x16}-{spec.Width}x{spec.Height}");
    }

    private static string ContentTypeOf(ImageSpec spec) => spec.Extension switch
    {
        ".png" => "image/png",
        ".svg" => "image/svg+xml",
        _ => "image/jpeg",
    };

    private async Task PaintOnceAsync(ImageSpec spec, string file)
    {
        var task = underWay.GetOrAdd(file, _ => new Lazy<Task>(() => painters.StartNew(() => PaintFile(spec, file))));
        try
        {
            await task.Value;
        }
        finally
        {
            underWay.TryRemove(KeyValuePair.Create(file, task));
        }
    }

    private static void PaintFile(ImageSpec spec, string file)
    {
        // Another request may have made it between the look and the call.
        if (File.Exists(file))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var draft = $"{file}.{Guid.NewGuid():N}.tmp";
        File.WriteAllBytes(draft, ImagePainter.Paint(spec));
        File.Move(draft, file, overwrite: true);
    }
}
