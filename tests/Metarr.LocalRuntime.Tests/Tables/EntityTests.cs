using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Metarr.LocalRuntime.Tests.Azurite;

namespace Metarr.LocalRuntime.Tests.Tables;

public sealed class EntityTests(AzuriteFixture azurite) : TemporaryTable(azurite)
{
    private static readonly DateTimeOffset Released = new(1999, 3, 31, 20, 15, 30, 123, TimeSpan.FromHours(2));

    private static Film Matrix => new()
    {
        PartitionKey = "movie-603",
        RowKey = "title",
        Title = "The \"Matrix\": Größe 🎬 \u2028 <&>",
        Runtime = 136,
        Year = 1999,
        Bytes = long.MaxValue,
        Votes = -5_000_000_000,
        Score = 94.96,
        Rating = 8,
        Monitored = true,
        Locked = false,
        Released = Released,
        Enriched = new DateTime(2024, 2, 29, 23, 59, 59, DateTimeKind.Utc).AddTicks(1234567),
        Id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"),
        Hash = [0, 1, 254, 255],
        Poster = BinaryData.FromBytes(new byte[] { 9, 8, 7 }),
        Status = FilmStatus.Partial,
        Previous = FilmStatus.Unenriched,
        ImdbId = "tt0133093",
        Draft = "never stored",
    };

    [Fact]
    public async Task Every_type_of_a_typed_entity_comes_back_as_it_was()
    {
        var film = Matrix;
        await Table.AddEntityAsync(film, Cancellation);

        var read = (await Table.GetEntityAsync<Film>("movie-603", "title", cancellationToken: Cancellation)).Value;

        Assert.Equal(film.PartitionKey, read.PartitionKey);
        Assert.Equal(film.RowKey, read.RowKey);
        Assert.Equal(film.Title, read.Title);
        Assert.Equal(film.Runtime, read.Runtime);
        Assert.Equal(film.Year, read.Year);
        Assert.Equal(film.Bytes, read.Bytes);
        Assert.Equal(film.Votes, read.Votes);
        Assert.Equal(film.Score, read.Score);
        Assert.Equal(film.Rating, read.Rating);
        Assert.True(read.Monitored);
        Assert.False(read.Locked);
        Assert.Equal(film.Released, read.Released);
        Assert.Equal(film.Enriched, read.Enriched);
        Assert.Equal(DateTimeKind.Utc, read.Enriched!.Value.Kind);
        Assert.Equal(film.Id, read.Id);
        Assert.Equal(film.Hash, read.Hash);
        Assert.Equal(film.Poster!.ToArray(), read.Poster!.ToArray());
        Assert.Equal(FilmStatus.Partial, read.Status);
        Assert.Equal(FilmStatus.Unenriched, read.Previous);
        Assert.Equal(film.ImdbId, read.ImdbId);
        Assert.Null(read.Draft);
        Assert.NotEqual(default, read.ETag);
        Assert.InRange(read.Timestamp!.Value, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Fact]
    public async Task A_dictionary_entity_holds_the_types_of_the_service()
    {
        await Table.AddEntityAsync(Matrix, Cancellation);

        var read = (await Table.GetEntityAsync<TableEntity>("movie-603", "title", cancellationToken: Cancellation)).Value;

        Assert.Equal(136, read.GetInt32("Runtime"));
        Assert.Equal(long.MaxValue, read.GetInt64("Bytes"));
        Assert.Equal(94.96, read.GetDouble("Score"));
        Assert.Equal(8d, read.GetDouble("Rating"));
        Assert.True(read.GetBoolean("Monitored"));
        Assert.Equal(Released, read.GetDateTimeOffset("Released"));
        Assert.Equal(Released.UtcDateTime, read.GetDateTime("Released"));
        Assert.Equal(Matrix.Id, read.GetGuid("Id"));
        Assert.Equal(Matrix.Hash, read.GetBinary("Hash"));
        Assert.Equal([9, 8, 7], read.GetBinaryData("Poster")!.ToArray());
        Assert.Equal("Partial", read.GetString("Status"));
        Assert.Equal("tt0133093", read.GetString("imdb"));
        Assert.Null(read.GetString("Draft"));
        Assert.Equal("The \"Matrix\": Größe 🎬 \u2028 <&> (1999)", read.GetString("Summary"));
        Assert.NotEqual(default, read.ETag);
        Assert.NotNull(read.Timestamp);
        Assert.DoesNotContain(read.Keys, key => key.Contains("@odata", StringComparison.Ordinal));
        Assert.Throws<InvalidOperationException>(() => read.GetInt32("Title"));
    }

    [Fact]
    public async Task A_dictionary_entity_that_was_read_can_be_written_again()
    {
        await Table.AddEntityAsync(Matrix, Cancellation);
        var read = (await Table.GetEntityAsync<TableEntity>("movie-603", "title", cancellationToken: Cancellation)).Value;

        await Table.UpdateEntityAsync(read, read.ETag, TableUpdateMode.Replace, Cancellation);

        var film = (await Table.GetEntityAsync<Film>("movie-603", "title", cancellationToken: Cancellation)).Value;
        Assert.Equal(Matrix.Bytes, film.Bytes);
        Assert.Equal(Matrix.Released, film.Released);
        Assert.Equal(Matrix.Hash, film.Hash);
        Assert.Equal(Matrix.Rating, film.Rating);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(0d)]
    [InlineData(1e300)]
    [InlineData(-1.5e-300)]
    public async Task Unusual_fractions_come_back(double score)
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Score"] = score }, Cancellation);

        Assert.Equal(score, (await Table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancellation)).Value["Score"]);
    }

    [Fact]
    public async Task Columns_without_a_value_are_not_stored()
    {
        await Table.AddEntityAsync(new Film { PartitionKey = "p", RowKey = "r" }, Cancellation);

        var read = (await Table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancellation)).Value;
        Assert.False(read.ContainsKey("Title"));
        Assert.False(read.ContainsKey("Votes"));
        Assert.Equal(0, read.GetInt32("Runtime"));
    }

    [Fact]
    public async Task A_local_time_is_refused_before_it_is_sent()
    {
        var entity = new TableEntity("p", "r") { ["When"] = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Local) };

        await Assert.ThrowsAsync<NotSupportedException>(() => Table.AddEntityAsync(entity, Cancellation));
    }

    [Theory]
    [InlineData("it's", "''quoted''")]
    [InlineData("a b+c&d=e", "100%")]
    [InlineData("candidate:poster:tmdb", "Größe 🎬 日本")]
    [InlineData("(PartitionKey='x')", "a,b;c:d@e!f$g*h~i|j[k]l{m}n")]
    [InlineData("..", ".")]
    [InlineData("", "")]
    public async Task Odd_keys_work_in_every_operation(string partition, string row)
    {
        await Table.AddEntityAsync(new TableEntity(partition, row) { ["Step"] = 1 }, Cancellation);
        await Table.UpsertEntityAsync(new TableEntity(partition, row) { ["Step"] = 2 }, cancellationToken: Cancellation);
        await Table.UpdateEntityAsync(new TableEntity(partition, row) { ["Step"] = 3 }, ETag.All, cancellationToken: Cancellation);
        await Table.SubmitTransactionAsync(
            [new(TableTransactionActionType.UpsertReplace, new TableEntity(partition, row) { ["Step"] = 4 })], Cancellation);

        var read = (await Table.GetEntityAsync<TableEntity>(partition, row, cancellationToken: Cancellation)).Value;
        Assert.Equal((partition, row, 4), (read.PartitionKey, read.RowKey, read.GetInt32("Step")));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey eq {row}");
        Assert.Single(await ReadAllAsync<TableEntity>(filter));

        Assert.Equal(204, (await Table.DeleteEntityAsync(read, cancellationToken: Cancellation)).Status);
        Assert.Empty(await ReadAllAsync<TableEntity>());
    }

    [Fact]
    public async Task An_entity_that_exists_cannot_be_added()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r"), Cancellation);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => Table.AddEntityAsync(new TableEntity("p", "r"), Cancellation));

        Assert.Equal(409, failure.Status);
        Assert.Equal("EntityAlreadyExists", failure.ErrorCode);
        Assert.True(TableErrorCode.EntityAlreadyExists == failure.ErrorCode!);
    }

    [Fact]
    public async Task Merging_keeps_columns_that_are_not_named_and_replacing_removes_them()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2L }, Cancellation);

        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 10 }, cancellationToken: Cancellation);
        var merged = (await Table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancellation)).Value;
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 11 }, TableUpdateMode.Replace, Cancellation);
        var replaced = (await Table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancellation)).Value;

        Assert.Equal((10, 2L), (merged.GetInt32("A"), merged.GetInt64("B")));
        Assert.Equal(11, replaced.GetInt32("A"));
        Assert.False(replaced.ContainsKey("B"));
    }

    [Fact]
    public async Task An_update_of_an_old_version_is_refused()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, Cancellation);
        var old = (await Table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancellation)).Value;
        var current = (await Table.UpdateEntityAsync(old, old.ETag, cancellationToken: Cancellation)).Headers.ETag!.Value;

        var update = await Assert.ThrowsAsync<RequestFailedException>(
            () => Table.UpdateEntityAsync(old, old.ETag, TableUpdateMode.Replace, Cancellation));
        var deletion = await Assert.ThrowsAsync<RequestFailedException>(
            () => Table.DeleteEntityAsync("p", "r", old.ETag, Cancellation));

        Assert.Equal((412, "UpdateConditionNotSatisfied"), (update.Status, update.ErrorCode));
        Assert.Equal((412, "UpdateConditionNotSatisfied"), (deletion.Status, deletion.ErrorCode));
        Assert.Equal(204, (await Table.DeleteEntityAsync("p", "r", current, Cancellation)).Status);
    }

    [Fact]
    public async Task An_update_must_say_which_version_it_is_of()
    {
        await Assert.ThrowsAsync<ArgumentException>(
            () => Table.UpdateEntityAsync(new TableEntity("p", "r"), default, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task What_does_not_exist_is_told_so()
    {
        var get = await Assert.ThrowsAsync<RequestFailedException>(
            () => Table.GetEntityAsync<Film>("p", "none", cancellationToken: Cancellation));
        var update = await Assert.ThrowsAsync<RequestFailedException>(
            () => Table.UpdateEntityAsync(new TableEntity("p", "none"), ETag.All, cancellationToken: Cancellation));
        var maybe = await Table.GetEntityIfExistsAsync<Film>("p", "none", cancellationToken: Cancellation);
        var deletion = await Table.DeleteEntityAsync("p", "none", cancellationToken: Cancellation);

        Assert.Equal((404, "ResourceNotFound"), (get.Status, get.ErrorCode));
        Assert.Equal(404, update.Status);
        Assert.False(maybe.HasValue);
        Assert.Equal(404, maybe.GetRawResponse().Status);
        Assert.Throws<InvalidOperationException>(() => maybe.Value);
        Assert.Equal(404, deletion.Status);
    }

    [Fact]
    public async Task Only_the_selected_columns_are_read()
    {
        await Table.AddEntityAsync(Matrix, Cancellation);

        var read = await Table.GetEntityIfExistsAsync<Film>("movie-603", "title", ["Title", "Runtime"], Cancellation);

        Assert.True(read.HasValue);
        Assert.Equal(136, read.Value!.Runtime);
        Assert.Null(read.Value.ImdbId);
        Assert.Equal(0, read.Value.Bytes);
    }

    [Fact]
    public void A_dictionary_entity_keeps_the_type_of_a_column()
    {
        var entity = new TableEntity("p", "r") { ["Bytes"] = 1L, ["Score"] = 1.5 };

        entity["Bytes"] = 2;
        entity["Score"] = 3;

        Assert.Equal(2L, entity["Bytes"]);
        Assert.Equal(3d, entity["Score"]);
        Assert.Throws<InvalidOperationException>(() => entity["Bytes"] = "many");
        Assert.Null(entity["Missing"]);
    }
}
