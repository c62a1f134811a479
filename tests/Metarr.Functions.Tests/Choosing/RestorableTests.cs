using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Triggers;

namespace Metarr.Functions.Tests.Choosing;

public sealed class RestorableTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void As_many_steps_back_are_shown_as_can_be_gone_though_older_ones_are_not_cleared_away_yet()
    {
        var title = new Title(TitleId.Movie("603"), new ExternalIds(603));
        var snapshot = new TitleSnapshot(new TitleRow(title), [], [], [])
        {
            Past = [Ended(1), Ended(2) with { Undone = true }, Ended(29), Ended(30), Ended(31), Ended(1, AssetType.Fanart)],
        };

        Assert.Equal(2, AssetTypeResponse.Of(snapshot, AssetType.Poster, Now).Restorable);
    }

    private static PastChoice Ended(int days, AssetType type = AssetType.Poster) =>
        new(new TypeChoice(type, [], SelectedBy.Auto, Now.AddDays(-40)), Now.AddDays(-days));
}
