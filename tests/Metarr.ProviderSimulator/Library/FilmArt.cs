namespace Metarr.ProviderSimulator.Library;

/// <summary>All images a film or series lists, each kind in the order of the votes as TMDB has it.</summary>
internal sealed record FilmArt(
    IReadOnlyList<ListedImage> Posters, IReadOnlyList<ListedImage> Backdrops, IReadOnlyList<ListedImage> Logos)
{
    public IEnumerable<ListedImage> All => [.. Posters, .. Backdrops, .. Logos];
}
