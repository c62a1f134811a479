using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Providers.Downloads;
using Metarr.Functions.Choosing;
using Metarr.Functions.Sharing;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;

namespace Metarr.Functions.Tests.Choosing;

/// <summary>The app's parts on the same storage, with a clock of the test's own.</summary>
internal sealed class StoredParts
{
    public StoredParts(TestApp app, TimeProvider time)
    {
        var options = new DownloadOptions { LocalHosts = [app.Simulator.BaseAddress.Authority] };
        var downloader = new AssetDownloader(DownloadTransport.CreateClient(options), options, new OpenGate(), TimeProvider.System);
        var assets = new AssetStore(app.Storage);
        var refs = new AssetRefStore(app.Storage);
        var alone = new SharedImages(container: null, time);
        Files = new KeptFiles(app.Titles, assets, refs, alone, downloader, time);
        Analysis = new CandidateAnalysis(app.Titles, assets, alone, downloader, new ImageInspector(), Telemetry.Unheard.Metrics, time);
        Listed = new ListedTitles(app.Titles, new LibraryStore(app.Storage));
        FormerCast = new FormerCast(app.Titles, new PeopleStore(app.Storage), refs, Files, time);
        Verification = new FileVerification(app.Titles, assets, refs, Files, FormerCast);
        Removal = new TitleRemoval(
            app.Titles,
            new RemovedTitles(app.Storage),
            new LibraryStore(app.Storage),
            Listed,
            Files,
            new PeopleStore(app.Storage),
            FormerCast,
            new ProviderBodyStore(app.Storage),
            assets);
        Retired = new RetiredFiles(app.Titles, Removal, Files, FormerCast, time);
        Abandoned = new AbandonedFiles(refs, assets, app.Titles, Files, Removal, FormerCast, time);
    }

    public KeptFiles Files { get; }

    public CandidateAnalysis Analysis { get; }

    public FileVerification Verification { get; }

    public ListedTitles Listed { get; }

    public FormerCast FormerCast { get; }

    public TitleRemoval Removal { get; }

    public RetiredFiles Retired { get; }

    public AbandonedFiles Abandoned { get; }
}
