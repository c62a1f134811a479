using Metarr.Enrichment.Library;
using Metarr.Functions.Activities;
using Metarr.Functions.Live;
using Metarr.Functions.Orchestrations;
using Metarr.Functions.Queues;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Metarr.Functions.Tests.Bulk;

public sealed class AdmissionTests(LocalServices services)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(EnrichPriority.Urgent)]
    [InlineData(EnrichPriority.High)]
    public async Task While_a_webhook_or_a_person_waits_no_title_of_a_bulk_run_is_admitted(EnrichPriority priority)
    {
        var name = "a" + Guid.NewGuid().ToString("N")[..12];
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Storage:Prefix", name)]).Build();
        QueueNames.AddDefaults(configuration);
        var storage = new StorageClients(new StorageOptions(services.Storage, null, name));
        var queues = new WorkQueues(storage, configuration);
        await queues.CreateMissingAsync(Cancelled);
        var title = TitleId.Movie("603");
        await queues.SendAsync(priority, EnrichMessage.For(title, "test", DateTimeOffset.UtcNow), TimeSpan.Zero, Cancelled);
        using var live = new LiveEvents(
            LiveOptions.From(configuration), storage, TimeProvider.System, NullLogger<LiveEvents>.Instance);

        // Nobody listens to these queues, so the message waits; the durable client is not asked before it is gone.
        var admission = await new AdmitTitle(queues, new LibraryStore(storage), live, Telemetry.Unheard.Metrics).RunAsync(
            new AdmissionRequest("job", title, 1, new BulkStatistics()), client: null!, Cancelled);

        Assert.Equal(Admission.Wait, admission);
    }
}
