using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Metarr.LocalRuntime.Durable.History;

/// <summary>The file that the history is appended to: a magic word, then frames (see <see cref="ByteWriter"/>), each a group of records
/// that belong together. When most of it tells of what is over, it is replaced by a shorter one that tells the same.</summary>
internal sealed class HistoryFile : IDisposable
{
    private const int RewriteChunk = 1024 * 1024;

    private static readonly byte[] Magic = "MTRDUR01"u8.ToArray();

    private readonly HistoryFolder folder;
    private readonly long leastRewrite;
    private SafeFileHandle handle;
    private long number;
    private long length;
    private long rewriteAt;

    private HistoryFile(HistoryFolder folder, long number, SafeFileHandle handle, long length, long leastRewrite)
    {
        this.folder = folder;
        this.number = number;
        this.handle = handle;
        this.length = length;
        this.leastRewrite = leastRewrite;
        rewriteAt = leastRewrite;
    }

    /// <summary>Whether the file has grown so much that replacing it is worth while.</summary>
    public bool IsRewriteDue => length >= rewriteAt;

    /// <summary>Opens the newest file and reads it into <paramref name="state"/>.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="leastRewrite">The size in bytes below which a file is never replaced.</param>
    /// <param name="state">Is told every record.</param>
    /// <param name="tornBytes">How many bytes at the end were no whole frame, and were cut off.</param>
    /// <exception cref="InvalidDataException">The file is no durable history, or one of a later version.</exception>
    public static HistoryFile Open(HistoryFolder folder, long leastRewrite, HistoryState state, out long tornBytes)
    {
        var number = Math.Max(1, folder.FindNewest());
        var path = folder.FileOf(number);
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        try
        {
            var length = ReadAll(bytes, path, state);
            tornBytes = bytes.Length - length;
            if (length == 0)
            {
                RandomAccess.SetLength(handle, 0);
                RandomAccess.Write(handle, Magic, 0);
                length = Magic.Length;
            }
            else if (tornBytes > 0)
            {
                RandomAccess.SetLength(handle, length);
            }

            return new HistoryFile(folder, number, handle, length, leastRewrite);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Hands bytes to the operating system; from then on they outlive this process.</summary>
    public void Append(ReadOnlySpan<byte> frames)
    {
        RandomAccess.Write(handle, frames, length);
        length += frames.Length;
    }

    /// <summary>Replaces the file by one that holds only what <paramref name="state"/> needs.</summary>
    /// <exception cref="IOException">It could not; the file at hand is still whole and in force.</exception>
    public void Rewrite(HistoryState state)
    {
        rewriteAt = this.length + leastRewrite; // Unless this succeeds.
        var path = folder.FileOf(number + 1);
        var temporary = path + ".tmp";
        var next = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write, FileShare.Read | FileShare.Delete);
        long length;
        try
        {
            length = WriteAll(next, state);
            RandomAccess.FlushToDisk(next);

            // From the rename on the new file counts, and it is complete; a crash before it leaves the old one in force.
            File.Move(temporary, path);
        }
        catch
        {
            next.Dispose();
            throw;
        }

        handle.Dispose();
        handle = next;
        this.length = length;
        rewriteAt = Math.Max(leastRewrite, 2 * length);
        File.Delete(folder.FileOf(number++));
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    private static long WriteAll(SafeFileHandle file, HistoryState state)
    {
        RandomAccess.Write(file, Magic, 0);
        long length = Magic.Length;
        var buffer = new ByteWriter();
        foreach (var record in state.Compact())
        {
            buffer.BeginFrame();
            RecordEncoding.Write(buffer, record);
            buffer.EndFrame();
            if (buffer.Length < RewriteChunk)
                continue;
            RandomAccess.Write(file, buffer.Written, length);
            length += buffer.Length;
            buffer.Clear();
        }

        RandomAccess.Write(file, buffer.Written, length);
        return length + buffer.Length;
    }

    // Returns how many bytes, from the beginning, are whole frames.
    private static long ReadAll(ReadOnlySpan<byte> bytes, string path, HistoryState state)
    {
        if (bytes.Length < Magic.Length)
        {
            return Magic.AsSpan().StartsWith(bytes) ? 0 : throw NotOurs(path);
        }

        if (!bytes.StartsWith(Magic))
            throw NotOurs(path);
        var at = Magic.Length;
        while (TryReadFrame(bytes[at..], out var payload))
        {
            var reader = new ByteReader(payload);
            while (!reader.AtEnd)
                state.Apply(RecordDecoding.Read(ref reader));
            at += ByteWriter.FrameHeader + payload.Length;
        }

        return at;
    }

    private static bool TryReadFrame(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (bytes.Length < ByteWriter.FrameHeader)
            return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (length <= 0 || length > bytes.Length - ByteWriter.FrameHeader)
            return false;
        payload = bytes.Slice(ByteWriter.FrameHeader, length);
        return ByteWriter.Checksum(payload) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
    }

    private static InvalidDataException NotOurs(string path) =>
        new($"'{path}' is no durable history of this version. Move it away to start with an empty one.");
}
