using System.Buffers;

namespace Metarr.Enrichment.Providers.Downloads;

/// <summary>What came of downloading an image, once all tries are spent.</summary>
public abstract record DownloadResult
{
    private DownloadResult()
    {
    }

    /// <summary>The whole file. What it is, is not judged here.</summary>
    /// <remarks>The bytes lie in a pooled buffer: dispose it when done, and keep no view of them after that.</remarks>
    public sealed record Downloaded : DownloadResult, IDisposable
    {
        private readonly int length;
        private byte[]? buffer;

        internal Downloaded(byte[] buffer, int length) => (this.buffer, this.length) = (buffer, length);

        /// <summary>The file's bytes.</summary>
        /// <exception cref="ObjectDisposedException">The buffer was given back.</exception>
        public ReadOnlyMemory<byte> Bytes
        {
            get
            {
                ObjectDisposedException.ThrowIf(buffer is null, this);
                return buffer.AsMemory(0, length);
            }
        }

        /// <summary>Gives the buffer back.</summary>
        public void Dispose()
        {
            if (Interlocked.Exchange(ref buffer, null) is { } owned) ArrayPool<byte>.Shared.Return(owned);
        }
    }

    /// <summary>There is no such file (404, 410).</summary>
    public sealed record NotFound : DownloadResult;

    /// <summary>The address, or one it redirects to, is none that images may come from.</summary>
    /// <param name="Host">The host that was not asked.</param>
    /// <param name="Reason">A sentence that says why.</param>
    public sealed record Refused(string Host, string Reason) : DownloadResult;

    /// <summary>The file is larger than is taken.</summary>
    /// <param name="Limit">The most that is taken, bytes.</param>
    public sealed record TooLarge(long Limit) : DownloadResult;

    /// <summary>The server asked to wait.</summary>
    /// <param name="RetryAfter">How long, when it said.</param>
    public sealed record RateLimited(TimeSpan? RetryAfter) : DownloadResult;

    /// <summary>The server stalled or was too slow, in every try.</summary>
    public sealed record TimedOut : DownloadResult;

    /// <summary>The server could not be reached, failed, or broke off, in every try.</summary>
    /// <param name="Reason">A sentence that says what went wrong.</param>
    public sealed record Unavailable(string Reason) : DownloadResult;
}
