using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Providers.Sharing;
using Metarr.Functions.Sharing;
using Metarr.Functions.Tests.Hosting;

namespace Metarr.Functions.Tests.Sharing;

public sealed class SharedImageTests(LocalServices services)
{
    private static readonly Uri Url = new("https://image.tmdb.org/t/p/original/a poster.jpg");
    private static readonly byte[] Bytes = [1, 2, 3];

    private static readonly AssetAnalysis Analysis =
        new(2000, 3000, Sha256Hash.Of(Bytes), new PerceptualHash(42), null, "jpg", "image/jpeg", Bytes.Length);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_library_saw_another_need_not_look_at()
    {
        var place = await SharedPlace.MakeAsync(services);
        var images = Images(place);
        await images.KeepAsync(Url, new ImageSight(Analysis), Cancelled);
        await images.KeepBytesAsync(Analysis.Sha256, Bytes, Analysis.MediaType, Cancelled);

        Assert.Equal(new ImageSight(Analysis), await Images(place).FindAsync(Url, Cancelled));
        Assert.Equal(Bytes, await Images(place).ReadBytesAsync(Analysis.Sha256, Cancelled));
        Assert.Null(await images.FindAsync(new Uri("https://image.tmdb.org/t/p/original/other.jpg"), Cancelled));
    }

    [Fact]
    public async Task Bytes_that_are_not_what_their_name_says_are_taken_away()
    {
        var place = await SharedPlace.MakeAsync(services);
        await Images(place).KeepBytesAsync(Analysis.Sha256, new byte[] { 6, 6, 6 }, Analysis.MediaType, Cancelled);

        Assert.Null(await Images(place).ReadBytesAsync(Analysis.Sha256, Cancelled));
        Assert.Empty(await place.NamesAsync());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("""{"analysis":{"width":0,"height":0}}""")]
    public async Task An_analysis_that_cannot_be_read_is_none(string stored)
    {
        var place = await SharedPlace.MakeAsync(services);
        await Images(place).KeepAsync(Url, new ImageSight(Analysis), Cancelled);
        var name = Assert.Single(await place.NamesAsync());
        await place.Blobs.GetBlobClient(name).UploadAsync(BinaryData.FromString(stored), overwrite: true, Cancelled);

        Assert.Null(await Images(place).FindAsync(Url, Cancelled));
    }

    [Fact]
    public async Task What_is_half_a_year_old_is_not_shared_any_more()
    {
        var place = await SharedPlace.MakeAsync(services);
        await Images(place).KeepAsync(Url, new ImageSight(Analysis), Cancelled);
        await Images(place).KeepBytesAsync(Analysis.Sha256, Bytes, Analysis.MediaType, Cancelled);

        place.Time.Now += SharingTerms.LongestLife + TimeSpan.FromMinutes(1);

        Assert.Null(await Images(place).FindAsync(Url, Cancelled));
        Assert.Null(await Images(place).ReadBytesAsync(Analysis.Sha256, Cancelled));
    }

    [Theory]
    [InlineData(CandidateFailureKind.NotAnImage, true)]
    [InlineData(CandidateFailureKind.NotFound, true)]
    [InlineData(CandidateFailureKind.RateLimited, false)]
    [InlineData(CandidateFailureKind.Unavailable, false)]
    [InlineData(CandidateFailureKind.TooLarge, false)]
    public async Task Only_what_is_the_images_own_fault_is_shared_and_for_a_day(CandidateFailureKind kind, bool isShared)
    {
        var place = await SharedPlace.MakeAsync(services);
        var failure = new ImageSight(null, new CandidateFailure(kind, "A reason.", place.Time.Now));
        await Images(place).KeepAsync(Url, failure, Cancelled);

        Assert.Equal(isShared ? failure : null, await Images(place).FindAsync(Url, Cancelled));
        place.Time.Now += SharingTerms.UnknownFor + TimeSpan.FromMinutes(1);
        Assert.Null(await Images(place).FindAsync(Url, Cancelled));
    }

    [Fact]
    public async Task Without_a_container_nothing_is_shared()
    {
        var alone = new SharedImages(container: null, TimeProvider.System);
        await alone.KeepAsync(Url, new ImageSight(Analysis), Cancelled);

        Assert.Null(await alone.FindAsync(Url, Cancelled));
        Assert.Null(await alone.ReadBytesAsync(Analysis.Sha256, Cancelled));
    }

    private static SharedImages Images(SharedPlace place) => new(place.Join(), place.Time);
}
