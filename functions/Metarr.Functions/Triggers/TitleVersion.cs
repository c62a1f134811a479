using System.Text;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Metarr.Functions.Triggers;

/// <summary>The version of a title as people edit it: its fields, locks and what automation does with it.</summary>
/// <remarks>
/// Not the version of the stored row: that one changes with every lease and hand-over, and an edit would be refused though nothing that
/// its author saw has changed.
/// </remarks>
/// <param name="Tag">The entity tag, quoted.</param>
internal readonly record struct TitleVersion(string Tag)
{
    /// <summary>The version of a title as it was read.</summary>
    public static TitleVersion Of(Title title) =>
        new($"\"{Sha256Hash.Of(Encoding.UTF8.GetBytes(StoredJson.Write(title))).ToString()[..32]}\"");

    /// <summary>Sends it with an answer.</summary>
    public void WriteTo(HttpResponse response) => response.Headers.ETag = Tag;
}

/// <summary>The condition of an edit: what the caller saw must still be so.</summary>
/// <remarks>
/// Hold it against the very title that the edit is made of, inside whatever reads it, edits it and writes it under its row's version;
/// then nothing can come in between.
/// </remarks>
internal sealed class EditCondition
{
    private readonly IList<EntityTagHeaderValue>? tags;

    private EditCondition(IList<EntityTagHeaderValue>? tags) => this.tags = tags;

    /// <summary>Reads the request's <c>If-Match</c>; without one every edit is allowed.</summary>
    /// <returns>The condition. Tags that cannot be read, and weak ones, match nothing.</returns>
    public static EditCondition Of(HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0) return new EditCondition(null);
        return new EditCondition(EntityTagHeaderValue.TryParseList([.. header.OfType<string>()], out var read) ? read : []);
    }

    /// <summary>Whether a title is still what the caller saw.</summary>
    public bool Allows(Title title)
    {
        var tag = new EntityTagHeaderValue(TitleVersion.Of(title).Tag);
        return tags is null || tags.Any(seen => seen.Equals(EntityTagHeaderValue.Any) || seen.Compare(tag, useStrongComparison: true));
    }
}
