using Metarr.Enrichment.Library;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;
using Metarr.Functions.Surface;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Triggers;

/// <summary>Shows what happened from outside, and puts it back to be worked on again.</summary>
public sealed class ActivityTriggers(ActivityStore activity, FailedMessages failed, TimeProvider time)
{
    private const int MaxPageSize = 200;
    private const int PageSize = 50;

    /// <summary>Lists activity, newest first.</summary>
    /// <param name="request">The request; <c>kind</c> is <c>webhook</c> or <c>poison</c>, <c>pageSize</c> goes up to 200, <c>after</c> is
    /// the <c>next</c> of the page before.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with the page, or 400.</returns>
    [ApiOperation("Lists activity, newest first.", Answer = typeof(ActivityPage), Problems = ["invalid-request"])]
    [ApiQuery("kind", typeof(ActivityKind), "Only what is of this sort.")]
    [ApiQuery("pageSize", typeof(int), "How many a page has, up to 200; 50 by default.")]
    [ApiQuery("after", typeof(string), "The 'next' of the page before.")]
    [Function("ListActivity")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/activity")] HttpRequest request, CancellationToken cancellationToken)
    {
        var reader = new QueryReader(request.Query, "kind", "pageSize", "after");
        var kind = reader.Choice<ActivityKind>("kind");
        var size = reader.Number("pageSize", 1, MaxPageSize) ?? PageSize;
        var after = ActivityCursor.Start;
        if (reader.Text("after") is { } text && !ActivityCursor.TryParse(text, out after))
        {
            reader.Refuse("after", "'after' must be the 'next' of the page before.");
        }

        if (reader.Problem is { } problem) return problem;
        var (entries, next) = await activity.ListAsync(kind, after, size, cancellationToken);
        return ApiResponses.Data(new ActivityPage([.. entries.Select(ActivityItem.Of)], next?.ToString()));
    }

    /// <summary>Puts a webhook, or a message that was set aside, back into its queue.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The entry's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>202 with the entry, or 404.</returns>
    [ApiOperation(
        "Puts a webhook, or a message that was set aside, back into its queue.",
        Answer = typeof(ActivityItem),
        Status = 202,
        Problems = ["activity-not-found"])]
    [Function("ReplayActivity")]
    public async Task<IResult> ReplayAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/activity/{id}/replay")] HttpRequest request,
        string id,
        CancellationToken cancellationToken) =>
        await failed.PutBackAsync(id, time.GetUtcNow(), cancellationToken) is { } entry
            ? ApiResponses.Data(ActivityItem.Of(entry), StatusCodes.Status202Accepted)
            : ApiResponses.Problem(
                StatusCodes.Status404NotFound, "activity-not-found", $"There is no activity '{id}'; entries are kept for 30 days.");
}

/// <summary>One page of activity, newest first, and what to ask for the next one with.</summary>
internal sealed record ActivityPage(IReadOnlyList<ActivityItem> Items, string? Next);

/// <summary>An entry as it is shown.</summary>
internal sealed record ActivityItem(
    string Id,
    ActivityKind Kind,
    string Source,
    string Event,
    ActivityState State,
    string? Outcome,
    string? Subject,
    string? TitleId,
    string? JobId,
    int Times,
    DateTimeOffset At,
    DateTimeOffset LastAt)
{
    public static ActivityItem Of(ActivityEntry entry) => new(
        entry.Id,
        entry.Kind,
        entry.Source,
        entry.Event,
        entry.State,
        entry.Outcome,
        entry.Subject,
        entry.TitleId?.Value,
        entry.JobId,
        entry.Times,
        entry.At,
        entry.LastAt);
}
