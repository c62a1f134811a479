using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Library.Prints;

namespace Metarr.ProviderSimulator.Tvdb;

/// <summary>An artwork of a film, series or season.</summary>
/// <param name="Id">TheTVDB's number for it.</param>
/// <param name="Type">What it is.</param>
/// <param name="Print">What the CDN has.</param>
/// <param name="Score">The site's ranking: 100,000 and more are the favourites.</param>
internal sealed record TvdbArtwork(int Id, TvdbArtType Type, Print Print, int Score)
{
    private ImageSpec Spec => Print.Spec;

    /// <summary>The entry in <c>artworks</c>. Those of series say more, with sizes of 0 that mean nothing.</summary>
    public JsonObject Json()
    {
        var entry = new JsonObject
        {
            ["id"] = Id,
            ["image"] = TvdbWords.Address(Spec.FilePath),
            ["thumbnail"] = TvdbWords.Address(TvdbThumbnail.PathOf(Spec.FilePath)),
            ["language"] = TvdbWords.Language(Print.Language, Id),
            ["type"] = Type.Id,
            ["score"] = Score,
            ["width"] = Spec.Width,
            ["height"] = Spec.Height,
            ["includesText"] = Spec.Lettering.Count > 0,
        };
        if (Type.RecordType == "series")
        {
            entry["thumbnailWidth"] = 0;
            entry["thumbnailHeight"] = 0;
            entry["updatedAt"] = 0;
            entry["status"] = new JsonObject { ["id"] = 0, ["name"] = null };
            entry["tagOptions"] = null;
        }
        return entry;
    }
}
