using Metarr.Enrichment.Imaging;

namespace Metarr.Functions.Publishing;

/// <summary>Somewhere titles are published to, each in a folder of its own.</summary>
/// <remarks>A file is there whole or not at all, whenever the process is killed.</remarks>
public interface IPublishTarget
{
    /// <summary>What people call it, and by which a title remembers where it was published.</summary>
    string Name { get; }

    /// <summary>The root as a file manager would write it, or null when the target is no folder.</summary>
    string? Root { get; }

    /// <summary>Why nothing can be published there now, if so.</summary>
    /// <returns>A sentence, or null.</returns>
    string? Objection();

    /// <summary>Lists the files of a folder, and clears what killed writes have left in it.</summary>
    /// <param name="folder">The folder below the root.</param>
    /// <param name="hashed">Names of the files whose bytes are looked at.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>By name, the hash of each file that was asked for, null for others. Empty when there is no such folder.</returns>
    Task<IReadOnlyDictionary<string, Sha256Hash?>> ListAsync(
        string folder, IReadOnlyCollection<string> hashed, CancellationToken cancellationToken);

    /// <summary>Reads a small file.</summary>
    /// <param name="folder">The folder below the root.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Its bytes; null when there is none, or it is larger than 4 MB.</returns>
    Task<ReadOnlyMemory<byte>?> ReadAsync(string folder, string name, CancellationToken cancellationToken);

    /// <summary>Writes a file, in place of one of that name if there is one.</summary>
    /// <param name="folder">The folder below the root; it is made when it is not there.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="sha256">The hash of its bytes.</param>
    /// <param name="cancellationToken">Ends the wait; the file is then as it was.</param>
    /// <returns>Done when it is there for good.</returns>
    Task WriteAsync(string folder, string name, Stream content, Sha256Hash sha256, CancellationToken cancellationToken);

    /// <summary>Removes a file, if it is there.</summary>
    /// <param name="folder">The folder below the root.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it is gone.</returns>
    Task RemoveAsync(string folder, string name, CancellationToken cancellationToken);

    /// <summary>Removes a folder that nothing lies in any longer.</summary>
    /// <param name="folder">The folder below the root.</param>
    void RemoveIfEmpty(string folder);
}
