using System.Text;
using Metarr.Enrichment.Webhooks;

namespace Metarr.Enrichment.Tests.Webhooks;

public sealed class SonarrEventsTests
{
    [Theory]
    [InlineData("Test", "The connection works.")]
    [InlineData("Download", "Series are not enriched yet.")]
    [InlineData("seriesAdd", "Series are not enriched yet.")]
    [InlineData("EpisodeFileDelete", "Series are not enriched yet.")]
    [InlineData("HealthRestored", "Noted.")]
    [InlineData("ManualInteractionRequired", "Noted.")]
    [InlineData("EpisodeAired", "The event type 'EpisodeAired' is unknown and was passed over.")]
    [InlineData("", "The body names no event type.")]
    public void Every_event_is_noted_and_none_changes_anything(string type, string outcome)
    {
        var read = SonarrEvents.Read(Encoding.UTF8.GetBytes($$"""{ "eventType": "{{type}}", "series": { "title": "A Series" } }"""))!;

        Assert.Equal((type, "A Series"), (read.Type, read.Subject));
        Assert.Equal(outcome, Assert.IsType<LibraryChange.Nothing>(read.Change).Outcome);
    }
}
