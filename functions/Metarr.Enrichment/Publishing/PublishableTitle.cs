using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Publishing;

/// <summary>A selected piece of art, ready to be published.</summary>
/// <param name="Type">The sort of art.</param>
/// <param name="Sha256">The hash of its bytes.</param>
/// <param name="Extension">The file name's ending by its bytes, without the dot.</param>
/// <param name="BlobName">Where the cache keeps its bytes.</param>
public sealed record PublishableArt(AssetType Type, Sha256Hash Sha256, string Extension, string BlobName)
{
    /// <summary>Where a provider keeps the original, or null for art of one's own.</summary>
    public Uri? Url { get; init; }
}

/// <summary>All of a title that a media centre is told.</summary>
/// <param name="Title">The title.</param>
/// <param name="Cast">Who plays in it, in order.</param>
/// <param name="Art">The selected art; within a type in the order of the selection.</param>
public sealed record PublishableTitle(Title Title, EquatableList<CastMember> Cast, EquatableList<PublishableArt> Art);
