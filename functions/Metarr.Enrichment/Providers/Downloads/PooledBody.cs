using System.Buffers;

namespace Metarr.Enrichment.Providers.Downloads;

/// <summary>A growing buffer out of the pool, up to a limit; gives it back unless someone takes it over.</summary>
internal sealed class PooledBody : IDisposable
{
    private const int FirstBytes = 256 * 1024;

    // A stated length is believed this far in advance; beyond, only what really arrives makes the buffer grow.
    private const int BelievedBytes = 8 * 1024 * 1024;

    private readonly int limit;
    private byte[] buffer;
    private int length;

    public PooledBody(long? statedLength, int limit)
    {
        this.limit = limit;

        // One byte more than stated, so that the end is seen without growing.
        buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min((statedLength ?? FirstBytes) + 1, BelievedBytes));
    }

    /// <summary>How many bytes have arrived.</summary>
    public int Length => length;

    /// <summary>Whether more has arrived than is taken.</summary>
    public bool IsOverLimit => length > limit;

    /// <summary>Reads the next bytes.</summary>
    /// <returns>How many came; 0 at the end.</returns>
    public async ValueTask<int> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (length == buffer.Length) Grow();
        var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
        length += read;
        return read;
    }

    /// <summary>Hands the buffer over to a result, which gives it back in this one's stead.</summary>
    public DownloadResult.Downloaded ToResult()
    {
        var result = new DownloadResult.Downloaded(buffer, length);
        buffer = [];
        length = 0;
        return result;
    }

    public void Dispose()
    {
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(buffer.Length * 2L, Math.Max(limit + 1L, length + 1L)));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
