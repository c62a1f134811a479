using System.Text;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Publishing;
using Metarr.Functions.Publishing;
using Metarr.Functions.Storage;
using Metarr.Functions.Tests.Hosting;

namespace Metarr.Functions.Tests.Publishing;

public sealed class TitleFolderTests : IAsyncLifetime
{
    private readonly string media = Directory.CreateTempSubdirectory("metarr-media-").FullName;
    private readonly StorageClients storage;
    private readonly AssetStore assets;
    private readonly FolderTarget target;

    public TitleFolderTests(LocalServices services)
    {
        storage = new StorageClients(new StorageOptions(services.Storage, null, "p" + Guid.NewGuid().ToString("N")[..12]));
        assets = new AssetStore(storage);
        target = new FolderTarget(media);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await storage.Assets.CreateIfNotExistsAsync(cancellationToken: Cancelled);

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(media, recursive: true);
        await storage.Assets.DeleteAsync();
    }

    [Fact]
    public async Task What_is_no_longer_selected_is_removed_and_what_changed_is_written_anew()
    {
        await PublishAsync(await MovieAsync("Film", "one", "two", "three"));

        var (_, again) = await PublishAsync(await MovieAsync("Film", "two", "one"));

        // Both posters and the document, which tells where the providers keep them.
        Assert.Equal((3, 1), (again.Written, again.Removed));
        Assert.Equal([".metarr.json", "movie.nfo", "poster.jpg", "poster1.jpg"], Files("Film"));
        Assert.Equal("two", await File.ReadAllTextAsync(Path.Combine(media, "Film", "poster.jpg"), Cancelled));
    }

    [Fact]
    public async Task A_title_that_moves_takes_its_files_along_and_leaves_those_of_others()
    {
        var (folder, _) = await PublishAsync(await MovieAsync("Old name", "one"));
        await File.WriteAllTextAsync(Path.Combine(media, "Old name", "film.mkv"), "a film", Cancelled);

        await PublishAsync(await MovieAsync("New name", "one"), folder);
        Assert.Equal(["film.mkv"], Files("Old name"));
        Assert.Equal([".metarr.json", "movie.nfo", "poster.jpg"], Files("New name"));

        await PublishAsync(await MovieAsync("Newest name", "one"), "New name");
        Assert.False(Directory.Exists(Path.Combine(media, "New name")));
    }

    [Fact]
    public async Task Two_titles_of_one_name_get_folders_of_their_own_for_good()
    {
        var other = await MovieAsync("Film", "two");
        other = other with { Title = other.Title with { Metadata = other.Title.Metadata with { Plot = "Another one." } } };
        var second = new PublishableTitle(new Title(TitleId.Movie("604"), new ExternalIds(604)) { Metadata = other.Title.Metadata }, [], other.Art);
        await PublishAsync(await MovieAsync("Film", "one"));

        var (folder, _) = await PublishAsync(second);
        var (again, nothing) = await PublishAsync(second, folder);

        Assert.Equal(("Film [movie-604]", "Film [movie-604]", 0), (folder, again, nothing.Written));
        Assert.Equal("one", await File.ReadAllTextAsync(Path.Combine(media, "Film", "poster.jpg"), Cancelled));
    }

    [Fact]
    public async Task A_write_that_is_broken_off_leaves_the_old_file_whole_and_no_half_one()
    {
        await PublishAsync(await MovieAsync("Film", "old"));
        await using var broken = new BrokenStream("half of a new file"u8.ToArray());

        await Assert.ThrowsAsync<IOException>(() => target.WriteAsync("Film", "poster.jpg", broken, Sha256Hash.Of("new"u8), Cancelled));

        Assert.Equal("old", await File.ReadAllTextAsync(Path.Combine(media, "Film", "poster.jpg"), Cancelled));
        Assert.Equal([".metarr.json", "movie.nfo", "poster.jpg"], Files("Film"));
    }

    [Fact]
    public async Task After_a_kill_between_write_and_rename_the_next_time_clears_the_leftover_and_goes_on()
    {
        var movie = await MovieAsync("Film", "old");
        await PublishAsync(movie);
        await File.WriteAllTextAsync(Path.Combine(media, "Film", ".poster.jpg.metarr-tmp"), "ha", Cancelled);

        await PublishAsync(await MovieAsync("Film", "new"));

        Assert.Equal([".metarr.json", "movie.nfo", "poster.jpg"], Files("Film"));
        Assert.Equal("new", await File.ReadAllTextAsync(Path.Combine(media, "Film", "poster.jpg"), Cancelled));
    }

    [Fact]
    public async Task After_a_kill_between_any_two_writes_all_files_are_still_ones_own()
    {
        await PublishAsync(await MovieAsync("Film", "one", "two", "three"));
        var movie = await MovieAsync("Film", "three", "four", "five");
        var kills = 0;
        for (var isDone = false; !isDone && kills < 10;)
        {
            try
            {
                // The manifest and one file more.
                await new TitleFolder(new DyingTarget(target, 2), assets).PublishAsync(movie, null, overwriteForeign: false, Cancelled);
                isDone = true;
            }
            catch (OperationCanceledException)
            {
                kills++;
            }
        }

        Assert.InRange(kills, 3, 9);
        var (_, published) = await PublishAsync(movie);

        Assert.Empty(published.LeftAlone);
        Assert.Equal(["movie.nfo", "poster.jpg", "poster1.jpg", "poster2.jpg"], published.Files);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("..")]
    public async Task Nothing_is_written_outside_the_root(string folder)
    {
        using var content = new MemoryStream("x"u8.ToArray());

        await Assert.ThrowsAsync<InvalidOperationException>(() => target.WriteAsync(folder, "x.txt", content, Sha256Hash.Of("x"u8), Cancelled));
    }

    private async Task<(string Folder, TargetPublication Publication)> PublishAsync(PublishableTitle movie, string? before = null)
    {
        var published = await new TitleFolder(target, assets).PublishAsync(movie, before, overwriteForeign: false, Cancelled);
        return (published.Folder, published);
    }

    private async Task<PublishableTitle> MovieAsync(string name, params string[] posters)
    {
        var art = new List<PublishableArt>();
        foreach (var poster in posters)
        {
            var bytes = Encoding.UTF8.GetBytes(poster);
            var sha = Sha256Hash.Of(bytes);
            await assets.StoreAsync($"poster/{sha}.jpg", bytes, "image/jpeg", Cancelled);
            art.Add(new PublishableArt(AssetType.Poster, sha, "jpg", $"poster/{sha}.jpg") { Url = new Uri($"https://images.example/{poster}.jpg") });
        }

        var title = new Title(TitleId.Movie("603"), new ExternalIds(603)) { Metadata = new TitleMetadata { Title = name } };
        return new PublishableTitle(title, [], [.. art]);
    }

    private List<string> Files(string folder) =>
        [.. Directory.GetFiles(Path.Combine(media, folder)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    /// <summary>Gives some bytes and then fails, as a download does whose connection breaks.</summary>
    private sealed class BrokenStream(byte[] content) : MemoryStream(content)
    {
        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            destination.Write(ToArray());
            throw new IOException("The connection broke.");
        }
    }

    /// <summary>Lets so many writes through and then dies.</summary>
    private sealed class DyingTarget(IPublishTarget inner, int writes) : IPublishTarget
    {
        private int left = writes;

        public string Name => inner.Name;

        public string? Root => inner.Root;

        public string? Objection() => inner.Objection();

        public Task<IReadOnlyDictionary<string, Sha256Hash?>> ListAsync(
            string folder, IReadOnlyCollection<string> hashed, CancellationToken cancellationToken) => inner.ListAsync(folder, hashed, cancellationToken);

        public Task<ReadOnlyMemory<byte>?> ReadAsync(string folder, string name, CancellationToken cancellationToken) =>
            inner.ReadAsync(folder, name, cancellationToken);

        public Task WriteAsync(string folder, string name, Stream content, Sha256Hash sha256, CancellationToken cancellationToken) =>
            left-- > 0 ? inner.WriteAsync(folder, name, content, sha256, cancellationToken) : throw new OperationCanceledException("Killed.");

        public Task RemoveAsync(string folder, string name, CancellationToken cancellationToken) => inner.RemoveAsync(folder, name, cancellationToken);

        public void RemoveIfEmpty(string folder) => inner.RemoveIfEmpty(folder);
    }
}
