using Metarr.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Metarr.Functions.Triggers;

/// <summary>How versions of titles travel in HTTP: <c>ETag</c> with what is read, <c>If-Match</c> with what is edited.</summary>
internal static class TitleConditions
{
    /// <summary>Reads the request's <c>If-Match</c>; without one, or with <c>*</c>, every edit is allowed.</summary>
    /// <returns>The condition. Tags that cannot be read, and weak ones, match nothing.</returns>
    public static EditCondition Condition(this HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0) return EditCondition.None;
        if (!EntityTagHeaderValue.TryParseList([.. header.OfType<string>()], out var tags)) return new EditCondition([]);
        return tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any))
            ? EditCondition.None
            : new EditCondition([.. tags.Where(tag => !tag.IsWeak).Select(tag => tag.Tag.ToString())]);
    }

    /// <summary>Sends a title's version with the answer.</summary>
    public static void Tell(this HttpRequest request, TitleState state) =>
        request.HttpContext.Response.Headers.ETag = TitleVersion.Of(state).Tag;
}
