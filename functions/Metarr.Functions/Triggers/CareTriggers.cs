using Metarr.Functions.Orchestrations;
using Metarr.Functions.Surface;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Metarr.Functions.Triggers;

/// <summary>How a verification goes.</summary>
/// <param name="State">running, completed or failed.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="Report">What was found so far.</param>
internal sealed record VerificationResponse(string State, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, CareReport Report);

/// <summary>Begins the care for the library: every night by itself, verification also when a person asks.</summary>
public sealed class CareTriggers(TimeProvider time)
{
    /// <summary>Lets files go that nobody can restore any more, at half past three every night.</summary>
    /// <param name="timer">The schedule.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it has begun.</returns>
    [Function("ClearNightly")]
    public static Task ClearAsync(
        [TimerTrigger("0 30 3 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        TryBeginAsync(client, CareForLibrary.Clearing, CareKind.Clear, day: null, cancellationToken);

    /// <summary>Looks at all kept files at four every night, and reads a thirtieth of them byte by byte.</summary>
    /// <param name="timer">The schedule.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Done when it has begun.</returns>
    [Function("VerifyNightly")]
    public Task VerifyAsync(
        [TimerTrigger("0 0 4 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        TryBeginAsync(
            client, CareForLibrary.Verifying, CareKind.Verify, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).DayNumber, cancellationToken);

    /// <summary>Begins a verification that reads every byte of every kept file.</summary>
    /// <param name="request">The request.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>202 with its state, or 409 when one is running.</returns>
    [ApiOperation(
        "Begins a verification that reads every byte of every kept file.",
        Answer = typeof(VerificationResponse),
        Status = 202,
        Problems = ["verification-running"])]
    [Function("BeginVerification")]
    public async Task<IResult> BeginAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/verification")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (!await TryBeginAsync(client, CareForLibrary.Verifying, CareKind.Verify, day: null, cancellationToken))
        {
            return ApiResponses.Problem(StatusCodes.Status409Conflict, "verification-running", "A verification is running; wait for it to end.");
        }

        var begun = new VerificationResponse("running", time.GetUtcNow(), null, CareReport.Empty);
        return ApiResponses.Data(request, begun, StatusCodes.Status202Accepted, "/api/v1/verification");
    }

    /// <summary>Shows the last verification: how far it is, and which damaged files could not be stored again.</summary>
    /// <param name="request">The request.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>200 with it, or 404 when there was none.</returns>
    [ApiOperation(
        "Shows the last verification.",
        Answer = typeof(VerificationResponse),
        Problems = ["verification-not-found"])]
    [Function("GetVerification")]
    public static async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/verification")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(CareForLibrary.Verifying, getInputsAndOutputs: true, cancellationToken) is not { } last)
        {
            return ApiResponses.Problem(
                StatusCodes.Status404NotFound, "verification-not-found", "Nothing was verified yet; begin with POST v1/verification.");
        }

        var state = last.RuntimeStatus switch
        {
            OrchestrationRuntimeStatus.Completed => "completed",
            OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated => "failed",
            _ => "running",
        };
        var report = state == "completed" ? last.ReadOutputAs<CareReport>()
            : last.SerializedCustomStatus is null ? null
            : last.ReadCustomStatusAs<CareReport>();
        return ApiResponses.Data(new VerificationResponse(
            state, last.CreatedAt, last.IsCompleted ? last.LastUpdatedAt : null, report ?? CareReport.Empty));
    }

    /// <summary>Begins the care unless it is under way.</summary>
    private static async Task<bool> TryBeginAsync(
        DurableTaskClient client, string instanceId, CareKind kind, int? day, CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(instanceId, cancellationToken) is { IsCompleted: false }) return false;
        await client.ScheduleNewOrchestrationInstanceAsync(
            nameof(CareForLibrary),
            new CareState(kind, day, null, CareReport.Empty),
            new StartOrchestrationOptions(instanceId),
            cancellationToken);
        return true;
    }
}
