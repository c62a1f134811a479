using Metarr.Enrichment.Imaging.Video;
using Metarr.Enrichment.Tests.Imaging.Making;

namespace Metarr.Enrichment.Tests.Imaging;

public class VideoTests
{
    public static TheoryData<byte[], VideoFacts> Videos => new()
    {
        { SmallFiles.Mp4(1080, 1920, 125), new VideoFacts(VideoType.Mp4, 1920, 1080, TimeSpan.FromSeconds(125)) },
        { SmallFiles.Mp4(480, 640, 1, isLast: false), new VideoFacts(VideoType.Mp4, 640, 480, TimeSpan.FromSeconds(1)) },
        { SmallFiles.Mp4(480, 640, 0, brand: "qt  "), new VideoFacts(VideoType.Mov, 640, 480, null) },
        { SmallFiles.Matroska(1920, 816, 62.5), new VideoFacts(VideoType.WebM, 1920, 816, TimeSpan.FromSeconds(62.5)) },
        { SmallFiles.Matroska(720, 576, 0, "matroska"), new VideoFacts(VideoType.Matroska, 720, 576, null) },
    };

    [Theory]
    [MemberData(nameof(Videos))]
    public async Task A_video_tells_its_kind_size_and_duration(byte[] file, VideoFacts expected)
    {
        using var stream = new MemoryStream(file);
        var streamed = await VideoInspector.InspectAsync(stream, TestContext.Current.CancellationToken);

        Assert.Equal(new VideoInspection.Accepted(expected), VideoInspector.Inspect(file));
        Assert.Equal(new VideoInspection.Accepted(expected), streamed);
    }

    [Theory]
    [MemberData(nameof(Videos))]
    public async Task What_is_cut_off_is_truncated(byte[] file, VideoFacts expected)
    {
        using var stream = new MemoryStream(file[..^1]);
        var streamed = await VideoInspector.InspectAsync(stream, TestContext.Current.CancellationToken);

        Assert.Equal(VideoRefusal.Truncated, Assert.IsType<VideoInspection.Refused>(VideoInspector.Inspect(file.AsSpan()[..^1])).Kind);
        Assert.Equal(VideoRefusal.Truncated, Assert.IsType<VideoInspection.Refused>(streamed).Kind);
        Assert.NotEmpty(expected.Extension + expected.MediaType);
    }

    [Fact]
    public async Task What_is_no_video_is_refused_as_such()
    {
        foreach (var file in new byte[][] { [], [.. "<html></html>"u8], new PngWriter().Write(Raster.Photo(10, 10, seed: 1)) })
        {
            using var stream = new MemoryStream(file);
            var streamed = await VideoInspector.InspectAsync(stream, TestContext.Current.CancellationToken);

            Assert.Equal(VideoRefusal.NotAVideo, Assert.IsType<VideoInspection.Refused>(VideoInspector.Inspect(file)).Kind);
            Assert.Equal(VideoRefusal.NotAVideo, Assert.IsType<VideoInspection.Refused>(streamed).Kind);
        }
    }

    [Fact]
    public void A_file_without_a_moving_picture_is_corrupt() =>
        Assert.Equal(VideoRefusal.Corrupt, Assert.IsType<VideoInspection.Refused>(VideoInspector.Inspect(SmallFiles.Mp4(0, 0, 5))).Kind);
}
