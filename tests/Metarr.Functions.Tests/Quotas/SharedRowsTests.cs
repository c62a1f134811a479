using Azure.Data.Tables;
using Metarr.Enrichment.Providers;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Calls.Sharing;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.Functions.Tests.Quotas;

public sealed class SharedRowsTests(LocalServices services) : IAsyncLifetime
{
    private TableClient? table;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        table = new TableServiceClient(services.Storage).GetTableClient("r" + Guid.NewGuid().ToString("N"));
        await table.CreateIfNotExistsAsync(Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        if (table is not null) await table.DeleteAsync(CancellationToken.None);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task No_change_is_lost_when_many_instances_change_a_state_at_once()
    {
        var instances = Enumerable.Range(0, 4).Select(_ => Rows(table!)).ToList();

        await Task.WhenAll(instances.Select(async instance =>
        {
            for (var change = 0; change < 20; change++)
            {
                await instance.UpdateAsync("127.0.0.1:80/#?", state => new Count((state?.Value ?? 0) + 1), Cancelled);
            }
        }));

        Assert.Equal(new Count(80), await instances[0].FindAsync("127.0.0.1:80/#?", Cancelled));
    }

    [Fact]
    public async Task Four_instances_give_out_no_more_than_the_rate_of_one_budget()
    {
        var rate = new QuotaRate(100, 40);
        var gates = Enumerable.Range(0, 4).Select(_ => new LeasingQuotaGate(
            new Dictionary<string, QuotaRate> { ["tmdb"] = rate }, rate, new SharedRows<BudgetState>(table!, "quota", TimeProvider.System, NullLogger.Instance), TimeProvider.System));
        var began = TimeProvider.System.GetTimestamp();

        await Task.WhenAll(gates.SelectMany(gate => Enumerable.Range(0, 50).Select(
            _ => gate.AcquireAsync("tmdb", CallPriority.Background, Cancelled).AsTask())));

        // 200 tokens, of which 16 lay there and 4 are for people.
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 1.8, double.MaxValue);
    }

    [Fact]
    public async Task A_table_out_of_reach_is_no_error_but_no_state()
    {
        var nowhere = new TableClient(
            "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;TableEndpoint=http://127.0.0.1:1/devstoreaccount1;",
            "Budgets");
        var rows = Rows(nowhere);

        Assert.Null(await rows.UpdateAsync("tmdb", _ => new Count(1), Cancelled));

        var gate = new LeasingQuotaGate(
            new Dictionary<string, QuotaRate>(), QuotaRate.Of(40), new SharedRows<BudgetState>(nowhere, "quota", TimeProvider.System, NullLogger.Instance), TimeProvider.System);
        Assert.IsType<QuotaAnswer.Granted>(await gate.AcquireAsync("tmdb", CallPriority.Background, Cancelled));
    }

    private static SharedRows<Count> Rows(TableClient table) => new(table, "count", TimeProvider.System, NullLogger.Instance);

    private sealed record Count(int Value);
}
