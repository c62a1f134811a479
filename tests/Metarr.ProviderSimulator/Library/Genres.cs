namespace Metarr.ProviderSimulator.Library;

/// <summary>TMDB's genres of films and series with their true ids.</summary>
internal static class Genres
{
    private static readonly Dictionary<string, int> Ids = new(StringComparer.Ordinal)
    {
        ["Action"] = 28,
        ["Adventure"] = 12,
        ["Animation"] = 16,
        ["Comedy"] = 35,
        ["Crime"] = 80,
        ["Documentary"] = 99,
        ["Drama"] = 18,
        ["Family"] = 10751,
        ["Fantasy"] = 14,
        ["History"] = 36,
        ["Horror"] = 27,
        ["Music"] = 10402,
        ["Mystery"] = 9648,
        ["Romance"] = 10749,
        ["Science Fiction"] = 878,
        ["Thriller"] = 53,
        ["War"] = 10752,
        ["Western"] = 37,
        ["Sci-Fi & Fantasy"] = 10765,
    };

    public static int IdOf(string name) => Ids[name];
}
