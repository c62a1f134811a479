using System.Buffers;

namespace Metarr.Functions.Storage;

/// <summary>The bytes of a blob in a buffer out of the pool, which goes back there when this is disposed.</summary>
/// <remarks>
/// Images are larger than what the garbage collector moves. Read into memory of their own, a few hundred megabytes of them wait for
/// the next full collection.
/// </remarks>
public sealed class RentedBytes : IDisposable
{
    private readonly int length;
    private byte[]? buffer;

    private RentedBytes(byte[] buffer, int length) => (this.buffer, this.length) = (buffer, length);

    /// <summary>The bytes; not to be used after this is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was given back.</exception>
    public ReadOnlyMemory<byte> Bytes => new(buffer ?? throw new ObjectDisposedException(nameof(RentedBytes)), 0, length);

    /// <summary>Reads a stream of known length to its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="EndOfStreamException">It ended before.</exception>
    public static async Task<RentedBytes> ReadAsync(Stream stream, int length, CancellationToken cancellationToken)
    {
        var rented = new RentedBytes(ArrayPool<byte>.Shared.Rent(length), length);
        try
        {
            await stream.ReadExactlyAsync(rented.buffer!.AsMemory(0, length), cancellationToken);
            return rented;
        }
        catch
        {
            rented.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref buffer, null) is { } owned) ArrayPool<byte>.Shared.Return(owned);
    }
}
