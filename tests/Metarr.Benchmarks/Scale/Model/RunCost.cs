namespace Metarr.Benchmarks.Scale.Model;

/// <summary>What one title's run costs, US dollars.</summary>
/// <param name="Functions">Execution time and executions.</param>
/// <param name="Storage">The app's own calls to tables, blobs and queues.</param>
/// <param name="DurableOnStorage">The orchestration on Azure Storage.</param>
/// <param name="DurableOnScheduler">The orchestration on the scheduler's Consumption plan.</param>
internal sealed record RunCost(double Functions, double Storage, double DurableOnStorage, double DurableOnScheduler)
{
    /// <summary>All of it, on Azure Storage.</summary>
    public double Total => Functions + Storage + DurableOnStorage;

    /// <summary>The cost of a run.</summary>
    /// <param name="cost">What the title takes.</param>
    /// <param name="busySeconds">How long an instance is busy for it: the length of a run of many, by title.</param>
    /// <param name="prices">The prices.</param>
    /// <param name="given">The size of an instance.</param>
    public static RunCost Of(TitleCost cost, double busySeconds, Prices prices, Assumptions given)
    {
        var bill = DurableBill.Of(cost);
        var executions = cost.Activities + cost.Episodes;
        var tables = cost.TableReads + cost.TableWrites + cost.TableBatches;
        return new RunCost(
            busySeconds * given.InstanceGb * prices.FlexGbSecond + executions * prices.FlexMillionExecutions / 1e6,
            (tables * prices.Table10K + cost.BlobReads * prices.BlobRead10K + 3 * cost.QueuePuts * prices.Queue10K
                + (cost.BlobWrites + cost.BlobLists) * prices.BlobWrite10K) / 10_000,
            bill.OnAzureStorage(prices),
            bill.OnScheduler(prices));
    }
}
