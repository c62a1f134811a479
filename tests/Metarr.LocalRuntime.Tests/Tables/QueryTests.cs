using Azure.Data.Tables;
using Metarr.LocalRuntime.Tests.Azurite;

namespace Metarr.LocalRuntime.Tests.Tables;

public sealed class QueryTests(AzuriteFixture azurite) : TemporaryTable(azurite)
{
    [Fact]
    public async Task A_query_goes_on_past_the_thousand_entities_of_a_page()
    {
        await AddRowsAsync("Größe 🎬", 1234);

        var pages = new List<int>();
        var rows = new List<string>();
        await foreach (var page in Table.QueryAsync<TableEntity>(cancellationToken: Cancellation).AsPages())
        {
            pages.Add(page.Values.Count);
            rows.AddRange(page.Values.Select(entity => entity.RowKey));
        }

        Assert.Equal([1000, 234], pages);
        Assert.Equal(Enumerable.Range(0, 1234).Select(Row), rows);
    }

    [Theory]
    [InlineData("PartitionKey eq 'a' and (RowKey eq '1' or (RowKey ge '3' and RowKey lt '5'))", "a1 a3 a4")]
    [InlineData("PartitionKey eq 'a' or (RowKey eq '1')", "a1 a2 a3 a4 b1")]
    [InlineData("PartitionKey eq 'a' and RowKey eq '1' or RowKey eq '2'", "a1 a2 b2")]
    [InlineData("(PartitionKey eq 'a' and RowKey eq '1') or (PartitionKey eq 'b' and RowKey eq '2')", "a1 b2")]
    [InlineData("PartitionKey eq 'a' and not (RowKey eq '1')", "a2 a3 a4")]
    public async Task Alternatives_are_found_wherever_they_stand_in_a_filter(string filter, string expected)
    {
        foreach (var name in new[] { "a1", "a2", "a3", "a4", "b1", "b2" }) await Table.AddEntityAsync(new TableEntity(name[..1], name[1..]), Cancellation);

        var found = await Table.QueryAsync<TableEntity>(filter, cancellationToken: Cancellation).ToListAsync(Cancellation);

        Assert.Equal(expected, string.Join(' ', found.Select(row => row.PartitionKey + row.RowKey)));
    }

    [Fact]
    public async Task A_query_can_be_taken_up_where_a_page_ended()
    {
        await AddRowsAsync("p", 25);
        var query = Table.QueryAsync<TableEntity>("PartitionKey eq 'p'", maxPerPage: 10, cancellationToken: Cancellation);

        var first = await query.AsPages().FirstAsync(Cancellation);
        var second = await query.AsPages(first.ContinuationToken).FirstAsync(Cancellation);
        var third = await query.AsPages(second.ContinuationToken, pageSizeHint: 100).FirstAsync(Cancellation);

        Assert.Equal((10, 10, 5), (first.Values.Count, second.Values.Count, third.Values.Count));
        Assert.Equal(Row(10), second.Values[0].RowKey);
        Assert.Equal(Row(20), third.Values[0].RowKey);
        Assert.Null(third.ContinuationToken);
    }

    [Fact]
    public async Task Filters_in_CSharp_choose_the_same_entities_as_filters_in_OData()
    {
        var id = Guid.NewGuid();
        var released = new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Film[] films =
        [
            new() { PartitionKey = "p", RowKey = "candidate:poster:1", Title = "It's", Runtime = 90, Bytes = 5_000_000_000, Score = 1.5, Monitored = true, Id = id, Released = released, Status = FilmStatus.Enriched },
            new() { PartitionKey = "p", RowKey = "candidate:poster:2", Title = "Other", Runtime = 120, Year = 2000, Released = released.AddDays(1) },
            new() { PartitionKey = "q", RowKey = "title", ImdbId = "tt1", Runtime = 150, Released = released.AddDays(2) },
        ];
        foreach (var film in films)
            await Table.AddEntityAsync(film, Cancellation);
        const string title = "It's";
        var box = new { Limit = 100 };

        Assert.Equal(["1"], await MatchAsync(film => film.Title == title));
        Assert.Equal(["1", "2"], await MatchAsync(film => film.PartitionKey == "p" && film.RowKey.CompareTo("candidate:") >= 0));
        Assert.Equal(["1", "2"], await MatchAsync(film => string.Compare(film.RowKey, "d") < 0));
        Assert.Equal(["2", "e"], await MatchAsync(film => film.Runtime > box.Limit));
        Assert.Equal(["1"], await MatchAsync(film => film.Bytes == 5_000_000_000));
        Assert.Equal(["1"], await MatchAsync(film => film.Score > 1.4 && film.Monitored));
        Assert.Equal(["2", "e"], await MatchAsync(film => !film.Monitored));
        Assert.Equal(["1"], await MatchAsync(film => film.Id == id));
        Assert.Equal(["2", "e"], await MatchAsync(film => film.Released > released));
        Assert.Equal(["1"], await MatchAsync(film => film.Status == FilmStatus.Enriched));
        Assert.Equal(["2"], await MatchAsync(film => film.Year!.Value == 2000));
        Assert.Equal(["e"], await MatchAsync(film => film.ImdbId == "tt1"));
        Assert.Equal(["1", "e"], await MatchAsync(film => film.Runtime <= 90 || film.PartitionKey.Equals("q")));

        Assert.Equal(["1"], (await ReadAllAsync<Film>(TableClient.CreateQueryFilter($"Id eq {id} and Released eq {released} and Title eq {title}"))).Select(Last));
        Assert.Equal(["1"], (await ReadAllAsync<Film>(TableClient.CreateQueryFilter($"Bytes eq {5_000_000_000} and Monitored eq {true}"))).Select(Last));
    }

    [Theory]
    [InlineData("PartitionKey eq 'it''s'", 2)]
    [InlineData("(PartitionKey eq 'it''s') and (RowKey ge 'row 00001')", 1)]
    [InlineData("PartitionKey eq 'it''s' or PartitionKey eq 'q'", 5)]
    [InlineData("not (PartitionKey eq 'q')", 2)]
    [InlineData("RowKey eq 'row 00001' and PartitionKey eq 'q'", 1)]
    [InlineData("PartitionKey ge 'j'", 3)]
    [InlineData("PartitionKey eq 'none'", 0)]
    [InlineData("Note eq 'PartitionKey eq ''q'''", 0)]
    public async Task Filters_on_the_partition_find_what_they_name(string filter, int expected)
    {
        await AddRowsAsync("it's", 2);
        await AddRowsAsync("q", 3);

        Assert.Equal(expected, (await ReadAllAsync<TableEntity>(filter)).Count);
    }

    [Fact]
    public void A_comparison_that_the_service_does_not_have_is_refused()
    {
        Assert.Throws<NotSupportedException>(() => TableClient.CreateQueryFilter<Film>(film => film.Title!.StartsWith("The")));
        Assert.Throws<NotSupportedException>(
            () => TableClient.CreateQueryFilter<Film>(film => string.Compare(film.Title, "a", StringComparison.Ordinal) > 0));
        Assert.Throws<ArgumentException>(() => TableClient.CreateQueryFilter($"Title eq {new object()}"));
    }

    [Fact]
    public void Filters_are_written_as_the_service_reads_them()
    {
        Assert.Equal("(PartitionKey eq 'it''s') and (Bytes gt 5L)", TableClient.CreateQueryFilter<Film>(film => film.PartitionKey == "it's" && film.Bytes > 5));
        Assert.Equal("A eq 'it''s' and B eq 5L and C eq X'00FF'", TableClient.CreateQueryFilter($"A eq {"it's"} and B eq {5L} and C eq {new byte[] { 0, 255 }}"));
        Assert.Equal("Count eq 5", TableClient.CreateQueryFilter<TableEntity>(entity => entity.GetInt32("Count") == 5));
    }

    [Fact]
    public async Task Only_the_selected_columns_are_read()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 }, Cancellation);

        var read = await Table.QueryAsync<TableEntity>("", select: ["RowKey", "B"], cancellationToken: Cancellation).SingleAsync(Cancellation);

        Assert.Equal("r", read.RowKey);
        Assert.Equal(2, read["B"]);
        Assert.False(read.ContainsKey("A"));
    }

    private static string Row(int number) => $"row {number:00000}";

    private static string Last(Film film) => film.RowKey[^1..];

    private async Task<IEnumerable<string>> MatchAsync(System.Linq.Expressions.Expression<Func<Film, bool>> filter)
    {
        var films = new List<Film>();
        await foreach (var film in Table.QueryAsync(filter, cancellationToken: Cancellation))
            films.Add(film);
        return films.Select(Last);
    }

    private async Task AddRowsAsync(string partition, int count)
    {
        var actions = Enumerable.Range(0, count)
            .Select(number => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(partition, Row(number))));
        foreach (var hundred in actions.Chunk(100))
            await Table.SubmitTransactionAsync(hundred, Cancellation);
    }
}
