using System.Globalization;

namespace Metarr.LocalRuntime.Durable.History;

/// <summary>The folder of the history, held by one process at a time, and the names of the files in it.</summary>
internal sealed class HistoryFolder : IDisposable
{
    private const string Prefix = "history-";
    private const string Suffix = ".log";

    private readonly string path;
    private readonly FileStream gate;

    /// <summary>Makes the folder if need be and takes hold of it.</summary>
    /// <exception cref="InvalidOperationException">Another process, or another engine of this one, holds it.</exception>
    public HistoryFolder(string path)
    {
        this.path = Path.GetFullPath(path);
        Directory.CreateDirectory(this.path);
        var lockPath = Path.Combine(this.path, "lock");
        try
        {
            // The operating system lets go of the lock when its holder dies, so a killed process never blocks the next one.
            gate = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new InvalidOperationException(
                $"The durable history in '{this.path}' is in use by another process. Stop that process, or choose another folder.", e);
        }
    }

    /// <summary>The file of a number.</summary>
    public string FileOf(long number) =>
        Path.Combine(path, Prefix + number.ToString("D8", CultureInfo.InvariantCulture) + Suffix);

    /// <summary>The number of the newest file, or 0 when there is none. A newer file replaces all older ones; those left over by
    /// a crash are removed.</summary>
    public long FindNewest()
    {
        var numbers = Directory.EnumerateFiles(path, Prefix + "*" + Suffix)
            .Select(file => Path.GetFileName(file)[Prefix.Length..^Suffix.Length])
            .Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(number => number > 0)
            .Order()
            .ToList();
        foreach (var number in numbers.SkipLast(1))
            File.Delete(FileOf(number));
        return numbers.LastOrDefault();
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();
}
