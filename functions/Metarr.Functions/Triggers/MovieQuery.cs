using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Microsoft.AspNetCore.Http;

namespace Metarr.Functions.Triggers;

/// <summary>By what a list is sorted.</summary>
internal enum MovieSort
{
    /// <summary>By the title, or the id where nobody told one.</summary>
    Name,

    /// <summary>By the year of release; unknown years come last.</summary>
    Year,

    /// <summary>By percent of the expected fields.</summary>
    Completeness,

    /// <summary>By when it was last enriched; what never was comes last.</summary>
    EnrichedAt,
}

/// <summary>In which direction a list is sorted.</summary>
internal enum SortOrder
{
    /// <summary>The first comes first.</summary>
    Asc,

    /// <summary>The last comes first.</summary>
    Desc,
}

/// <summary>Which movies of the library are listed, and in what order.</summary>
/// <param name="Page">The page, from 1.</param>
/// <param name="PageSize">How many a page has.</param>
/// <param name="Status">Only those that have come so far.</param>
/// <param name="Monitored">Only those that automation looks after, or only the others.</param>
/// <param name="Partial">Only those whose last enrichment lacked a provider or an image host, or only the others.</param>
/// <param name="MinCompleteness">Only those at least so complete, percent.</param>
/// <param name="MaxCompleteness">Only those at most so complete, percent.</param>
/// <param name="Search">Only those whose title has this text in it, in any case.</param>
/// <param name="Sort">By what they are sorted; the same of two is settled by name, then by id.</param>
/// <param name="Order">Whether the first or the last comes first.</param>
internal sealed record MovieQuery(
    int Page,
    int PageSize,
    TitleStatus? Status,
    bool? Monitored,
    bool? Partial,
    double? MinCompleteness,
    double? MaxCompleteness,
    string? Search,
    MovieSort Sort,
    SortOrder Order)
{
    private const int MaxPageSize = 500;

    private static readonly string[] Known =
        ["page", "pageSize", "status", "monitored", "partial", "minCompleteness", "maxCompleteness", "search", "sort", "order"];

    /// <summary>Reads a query strictly: what is not understood is refused, with the field named.</summary>
    public static (MovieQuery? Query, IResult? Problem) Read(IQueryCollection query)
    {
        var reader = new QueryReader(query, Known);
        var read = new MovieQuery(
            reader.Number("page", 1, int.MaxValue / MaxPageSize) ?? 1,
            reader.Number("pageSize", 1, MaxPageSize) ?? 100,
            reader.Choice<TitleStatus>("status"),
            reader.YesOrNo("monitored"),
            reader.YesOrNo("partial"),
            reader.Percent("minCompleteness"),
            reader.Percent("maxCompleteness"),
            reader.Text("search"),
            reader.Choice<MovieSort>("sort") ?? MovieSort.Name,
            reader.Choice<SortOrder>("order") ?? SortOrder.Asc);
        if (read.MinCompleteness > read.MaxCompleteness)
        {
            reader.Refuse("minCompleteness", "'minCompleteness' must not be above 'maxCompleteness'.");
        }

        return reader.Problem is null ? (read, null) : (null, reader.Problem);
    }

    /// <summary>The page that is wanted, and how many entries there are on all pages.</summary>
    /// <param name="list">The library.</param>
    public (IReadOnlyList<LibraryEntry> Items, int Total) PageOf(LibraryList list)
    {
        var sorted = (Sort, Order) is (MovieSort.Name, SortOrder.Asc) ? list : list.By($"{Sort} {Order}", Compare);
        var first = (Page - 1) * PageSize;
        if (!IsFiltered) return ([.. sorted.Skip(first).Take(PageSize)], sorted.Count);
        var (items, total) = (new List<LibraryEntry>(), 0);
        foreach (var entry in sorted)
        {
            if (!Includes(entry)) continue;
            if (total++ >= first && items.Count < PageSize) items.Add(entry);
        }

        return (items, total);
    }

    private bool IsFiltered =>
        (Status, Monitored, Partial, MinCompleteness, MaxCompleteness, Search) is not (null, null, null, null, null, null);

    private bool Includes(LibraryEntry entry) =>
        (Status is null || entry.Status == Status)
        && (Monitored is null || entry.Monitored == Monitored)
        && (Partial is null || entry.Partial == Partial)
        && !(entry.Completeness < MinCompleteness)
        && !(entry.Completeness > MaxCompleteness)
        && (Search is null || (entry.Name ?? "").Contains(Search, StringComparison.OrdinalIgnoreCase));

    private int Compare(LibraryEntry one, LibraryEntry other)
    {
        var order = Sort switch
        {
            MovieSort.Year => Compare(one.Year, other.Year),
            MovieSort.Completeness => Compare<double>(one.Completeness, other.Completeness),
            MovieSort.Name => Directed(LibraryEntry.CompareNames(one, other)),
            _ => Compare(one.EnrichedAt, other.EnrichedAt),
        };
        return order == 0 ? LibraryEntry.CompareNames(one, other) : order;
    }

    /// <summary>What is not known comes last in either direction.</summary>
    private int Compare<T>(T? one, T? other)
        where T : struct, IComparable<T> => (one, other) switch
        {
            ({ } first, { } second) => Directed(first.CompareTo(second)),
            (null, null) => 0,
            (null, _) => 1,
            _ => -1,
        };

    private int Directed(int order) => Order is SortOrder.Desc ? -order : order;
}
