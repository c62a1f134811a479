using System.Buffers;

namespace Metarr.Enrichment.Providers.Calls;

/// <summary>Reads a response's body up to a limit that counts what really arrives, whatever the headers say.</summary>
internal static class CappedBody
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>The body, or null when it is larger than the limit.</summary>
    /// <param name="content">The response's content.</param>
    /// <param name="limit">The most bytes, after decompression.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public static async Task<byte[]?> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > limit) return null;
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            int read;
            while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
            {
                if (body.Length + read > limit) return null;
                body.Write(chunk, 0, read);
            }

            return body.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
