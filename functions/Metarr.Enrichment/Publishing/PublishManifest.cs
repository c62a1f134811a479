using System.Text.Json;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Publishing;

/// <summary>What was written to a title's folder, by the file that says so and lies there too: <c>.metarr.json</c>.</summary>
/// <remarks>
/// A file counts as one's own only while its bytes are among those noted for it; what somebody else put in its place is theirs. What is
/// about to be written is noted first, beside what lies there, so that a kill at any moment leaves no file of our own that nobody knows.
/// </remarks>
/// <param name="TitleId">The title whose folder it is.</param>
/// <param name="Files">By file name, the hashes of the bytes that were, or were about to be, written to it.</param>
public sealed record PublishManifest(TitleId TitleId, IReadOnlyDictionary<string, EquatableList<Sha256Hash>> Files)
{
    /// <summary>The file's name.</summary>
    public const string FileName = ".metarr.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    /// <summary>The manifest of a folder that nothing was written to.</summary>
    /// <param name="id">The title whose folder it becomes.</param>
    /// <returns>The manifest.</returns>
    public static PublishManifest Empty(TitleId id) => new(id, new Dictionary<string, EquatableList<Sha256Hash>>());

    /// <summary>Reads the file.</summary>
    /// <param name="content">Its bytes.</param>
    /// <returns>What it says, or null when it cannot be understood; nothing then counts as one's own.</returns>
    public static PublishManifest? Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize<PublishManifest>(content.Span, Json) is { Files: not null } manifest ? manifest : null;
        }
        catch (JsonException)
        {
            // Somebody edited it; the safe reading is that no file is ours.
            return null;
        }
    }

    /// <summary>Writes the file.</summary>
    /// <returns>Its bytes.</returns>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(
        this with { Files = new SortedDictionary<string, EquatableList<Sha256Hash>>(Files.ToDictionary(), StringComparer.Ordinal) }, Json);

    /// <summary>Whether a file that lies there is one's own.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="sha256">The hash of its bytes.</param>
    /// <returns>True when these bytes are noted for it.</returns>
    public bool Owns(string name, Sha256Hash sha256) => Files.TryGetValue(name, out var hashes) && hashes.Contains(sha256);
}
