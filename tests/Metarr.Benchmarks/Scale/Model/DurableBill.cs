namespace Metarr.Benchmarks.Scale.Model;

/// <summary>What the steps of orchestrations cost on each backend.</summary>
/// <param name="QueueCalls">Azure Storage: calls to queues.</param>
/// <param name="TableCalls">Azure Storage: calls to tables.</param>
/// <param name="Actions">Durable Task Scheduler: actions.</param>
internal sealed record DurableBill(double QueueCalls, double TableCalls, double Actions)
{
    /// <summary>By the way that DurableTask.AzureStorage and the scheduler count.</summary>
    /// <remarks>
    /// Azure Storage: a message is put, fetched and deleted. An activity is one message to the work items and one back; an orchestration
    /// one to start it and one that tells its caller; a timer one. An episode reads the history (extended sessions are off in the
    /// isolated worker), appends to it in one transaction and updates the instance's row.
    /// Scheduler: a start, an activity, its result, a timer's end, a sub-orchestration's result are one action each.
    /// </remarks>
    /// <param name="cost">What the steps are.</param>
    public static DurableBill Of(TitleCost cost)
    {
        var messages = 2 * cost.Activities + 2 * cost.Orchestrations + cost.Timers;
        return new DurableBill(3 * messages, 3 * cost.Episodes, messages);
    }

    /// <summary>On Azure Storage, US dollars.</summary>
    /// <param name="prices">The prices.</param>
    public double OnAzureStorage(Prices prices) => (QueueCalls * prices.Queue10K + TableCalls * prices.Table10K) / 10_000;

    /// <summary>On the scheduler's Consumption plan, US dollars.</summary>
    /// <param name="prices">The prices.</param>
    public double OnScheduler(Prices prices) => Actions * prices.SchedulerActions10K / 10_000;

    /// <summary>Azure Storage: what a task hub costs that does nothing while a worker is awake, US dollars a month.</summary>
    /// <remarks>A lease is renewed every 10 s for each partition; each idle queue is looked into every 30 s.</remarks>
    /// <param name="prices">The prices.</param>
    /// <param name="given">How long a worker is awake.</param>
    public static double IdleMonth(Prices prices, Assumptions given)
    {
        var seconds = given.AwakeHoursPerDay * 3600 * 30.4;
        var leases = seconds / 10 * given.Partitions * prices.Table10K;
        var looks = seconds / 30 * (given.Partitions + 1) * prices.Queue10K;
        return (leases + looks) / 10_000;
    }
}
