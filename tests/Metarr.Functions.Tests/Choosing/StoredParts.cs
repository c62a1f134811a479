using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Downloads;
using Metarr.Functions.Choosing;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;

namespace Metarr.Functions.Tests.Choosing;

/// <summary>The app's parts on the same storage, with a clock of the test's own.</summary>
internal sealed class StoredParts
{
    public StoredParts(TestApp app, TimeProvider time)
    {
        var options = new DownloadOptions { LocalHosts = [app.Simulator.BaseAddress.Authority] };
        var rates = new Dictionary<string, QuotaRate> { [app.Simulator.BaseAddress.Authority] = QuotaRate.Of(1000) };
        var downloader = new AssetDownloader(
            DownloadTransport.CreateClient(options), options, new InProcessQuotaGate(rates, TimeProvider.System), TimeProvider.System);
        var assets = new AssetStore(app.Storage);
        var refs = new AssetRefStore(app.Storage);
        Files = new KeptFiles(app.Titles, assets, refs, downloader, time);
        Analysis = new CandidateAnalysis(app.Titles, assets, downloader, new ImageInspector(), Telemetry.Unheard.Metrics, time);
        Removal = new TitleRemoval(
            app.Titles, new LibraryStore(app.Storage), Files, new ProviderBodyStore(app.Storage), assets);
        Retired = new RetiredFiles(app.Titles, Removal, Files, time);
    }

    public KeptFiles Files { get; }

    public CandidateAnalysis Analysis { get; }

    public TitleRemoval Removal { get; }

    public RetiredFiles Retired { get; }
}
