using System.Text;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Publishing;

namespace Metarr.Enrichment.Tests.Publishing;

public sealed class NamesTests
{
    [Fact]
    public void The_first_of_a_type_has_the_plain_name_and_the_others_are_numbered_from_one()
    {
        var names = KodiArtNames.Of(
        [
            Movies.Art(AssetType.Poster, "a"),
            Movies.Art(AssetType.Poster, "b", "png"),
            Movies.Art(AssetType.Fanart, "c"),
            Movies.Art(AssetType.Fanart, "d"),
            Movies.Art(AssetType.Fanart, "e", "webp"),
            Movies.Art(AssetType.ClearLogo, "f", "png"),
            Movies.Art(AssetType.DiscArt, "g", "png"),
            Movies.Art(AssetType.ActorThumb, "h"),
        ]).Select(piece => piece.Name);

        Assert.Equal(["poster.jpg", "poster1.png", "fanart.jpg", "fanart1.jpg", "fanart2.webp", "clearlogo.png", "discart.png"], names);
    }

    [Theory]
    [InlineData("poster.jpg", "Poster.PNG", true)]
    [InlineData("poster.jpg", "poster1.jpg", false)]
    [InlineData("poster.jpg", "poster.txt", false)]
    [InlineData("movie.nfo", "movie.jpg", false)]
    public void Pictures_of_one_name_stand_for_the_same_whatever_their_ending(string one, string other, bool same) =>
        Assert.Equal(same, KodiArtNames.StandForTheSame(one, other));

    [Theory]
    [InlineData("Alien: Romulus", "Alien - Romulus")]
    [InlineData("Face/Off", "Face-Off")]
    [InlineData("What? \"Really\" <no>|*", "What Really no-")]
    [InlineData("..", "_")]
    [InlineData("../../etc/passwd", "_.-..-etc-passwd")]
    [InlineData(".hidden", "_hidden")]
    [InlineData("Name. . ", "Name")]
    [InlineData("CON", "_CON")]
    [InlineData("nul.txt", "_nul.txt")]
    [InlineData("COM1 (2001)", "COM1 (2001)")]
    [InlineData("tab\tnull\0line\nbidi\u202Eend", "tabnulllinebidiend")]
    [InlineData("   ", "_")]
    [InlineData("Straße 千と千尋 🎬", "Straße 千と千尋 🎬")]
    public void A_name_means_the_same_folder_on_every_system(string told, string name) => Assert.Equal(name, FolderNames.Harmless(told));

    [Fact]
    public void A_long_name_is_cut_between_characters()
    {
        var name = FolderNames.Harmless(string.Concat(Enumerable.Repeat("🎬", 100)));

        Assert.Equal(200, Encoding.UTF8.GetByteCount(name));
        Assert.DoesNotContain('\uFFFD', name);
    }

    [Theory]
    [InlineData(null, null, "The Film (1999)")]
    [InlineData("/movies/The Film (1999) [Bluray]", null, "The Film (1999) [Bluray]")]
    [InlineData(@"D:\Movies\Sci-Fi\The Film", null, "The Film")]
    [InlineData("/mnt/media/Sci-Fi/The Film", "/mnt/media", "Sci-Fi/The Film")]
    [InlineData("/mnt/media/../../etc", "/mnt/media", "etc")]
    [InlineData("/mnt/media/../..", "/mnt/media", "media")]
    [InlineData("/", null, "The Film (1999)")]
    [InlineData(@"C:\", null, "The Film (1999)")]
    public void The_folder_is_the_one_that_holds_the_files_else_title_and_year(string? told, string? root, string folder)
    {
        var title = Movies.Of(Movies.Told with { Title = "The Film" }).Title with { Folder = told };

        Assert.Equal(folder, FolderNames.Of(title, root));
    }

    [Fact]
    public void Without_a_folder_the_path_of_the_file_counts_and_without_a_name_the_id()
    {
        var title = new Title(TitleId.Movie("603"), new ExternalIds(603));

        Assert.Equal("movie-603", FolderNames.Of(title, null));
        Assert.Equal("Film (1999)", FolderNames.Of(title with { File = new MediaFile("/films/Film (1999)/film.mkv", null) }, null));
    }
}
