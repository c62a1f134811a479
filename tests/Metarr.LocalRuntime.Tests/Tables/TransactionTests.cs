using Azure;
using Azure.Data.Tables;
using Metarr.LocalRuntime.Tests.Azurite;

namespace Metarr.LocalRuntime.Tests.Tables;

public sealed class TransactionTests(AzuriteFixture azurite) : TemporaryTable(azurite)
{
    [Fact]
    public async Task A_transaction_performs_every_kind_of_action()
    {
        foreach (var row in new[] { "merge", "replace", "delete", "upsert merge" })
            await Table.AddEntityAsync(new TableEntity("p", row) { ["A"] = 1, ["B"] = 1 }, Cancellation);
        var version = (await Table.GetEntityAsync<TableEntity>("p", "replace", cancellationToken: Cancellation)).Value.ETag;

        var answers = await Table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Add, new TableEntity("p", "add") { ["A"] = "{\"json\": \"in {braces} }}\"}\r\n" }),
                new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "merge") { ["A"] = 2 }, ETag.All),
                new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "replace") { ["A"] = 3 }, version),
                new(TableTransactionActionType.Delete, new TableEntity("p", "delete")),
                new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "upsert merge") { ["A"] = 5 }),
                new(TableTransactionActionType.UpsertReplace, new TableEntity("p", "upsert replace") { ["A"] = 6 }),
            ],
            Cancellation);

        Assert.Equal(202, answers.GetRawResponse().Status);
        Assert.All(answers.Value, answer => Assert.Equal(204, answer.Status));
        Assert.Equal(6, answers.Value.Count);
        var rows = (await ReadAllAsync<TableEntity>()).ToDictionary(entity => entity.RowKey);
        Assert.Equal(["add", "merge", "replace", "upsert merge", "upsert replace"], rows.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("{\"json\": \"in {braces} }}\"}\r\n", rows["add"]["A"]);
        Assert.Equal((2, 1), (rows["merge"]["A"], rows["merge"]["B"]));
        Assert.Equal(3, rows["replace"]["A"]);
        Assert.False(rows["replace"].ContainsKey("B"));
        Assert.Equal((5, 1), (rows["upsert merge"]["A"], rows["upsert merge"]["B"]));
        Assert.Equal(rows["merge"].ETag, answers.Value[1].Headers.ETag);
        Assert.Equal(rows["upsert replace"].ETag, answers.Value[5].Headers.ETag);
    }

    [Fact]
    public async Task A_refused_action_undoes_the_whole_and_is_named()
    {
        await Table.AddEntityAsync(new TableEntity("p", "kept") { ["A"] = 1 }, Cancellation);
        await Table.AddEntityAsync(new TableEntity("p", "there"), Cancellation);

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.UpsertReplace, new TableEntity("p", "kept") { ["A"] = 2 }),
                new(TableTransactionActionType.Add, new TableEntity("p", "new")),
                new(TableTransactionActionType.Add, new TableEntity("p", "there")),
            ],
            Cancellation));

        Assert.Equal(409, failure.Status);
        Assert.Equal("EntityAlreadyExists", failure.ErrorCode);
        Assert.Equal(2, failure.FailedTransactionActionIndex);
        var rows = await ReadAllAsync<TableEntity>();
        Assert.Equal(["kept", "there"], rows.Select(entity => entity.RowKey));
        Assert.Equal(1, rows[0]["A"]);
    }

    [Fact]
    public async Task An_action_on_an_old_version_undoes_the_whole()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, Cancellation);
        var old = (await Table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancellation)).Value.ETag;
        await Table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 2 }, cancellationToken: Cancellation);

        var failure = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "r") { ["A"] = 3 }, old),
                new(TableTransactionActionType.Add, new TableEntity("p", "new")),
            ],
            Cancellation));

        Assert.Equal((412, "UpdateConditionNotSatisfied"), (failure.Status, failure.ErrorCode));
        Assert.Equal(0, failure.FailedTransactionActionIndex);
        Assert.Equal(2, Assert.Single(await ReadAllAsync<TableEntity>())["A"]);
    }

    [Fact]
    public async Task A_hundred_typed_entities_are_one_transaction()
    {
        var films = Enumerable.Range(0, 100)
            .Select(number => new Film { PartitionKey = "p", RowKey = $"{number:000}", Title = $"Film {number}", Bytes = number, Score = number / 3d })
            .ToList();

        await Table.SubmitTransactionAsync(films.Select(film => new TableTransactionAction(TableTransactionActionType.UpsertReplace, film)), Cancellation);

        var read = await ReadAllAsync<Film>();
        Assert.Equal(films.Select(film => (film.RowKey, film.Title, film.Bytes, film.Score)), read.Select(film => (film.RowKey, film.Title, film.Bytes, film.Score)));
    }

    [Fact]
    public async Task More_than_a_hundred_actions_are_refused_by_the_service_and_none_is_performed()
    {
        var actions = Enumerable.Range(0, 101).Select(number => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{number}")));

        await Assert.ThrowsAnyAsync<RequestFailedException>(() => Table.SubmitTransactionAsync(actions, Cancellation));

        Assert.Empty(await ReadAllAsync<TableEntity>());
    }

    [Fact]
    public async Task A_transaction_of_nothing_is_refused() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Table.SubmitTransactionAsync([], Cancellation));

    [Fact]
    public async Task Of_many_writers_of_one_version_one_wins()
    {
        await Table.AddEntityAsync(new TableEntity("p", "r") { ["Holder"] = 0 }, Cancellation);
        var version = (await Table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancellation)).Value.ETag;

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 20).Select(async number =>
        {
            try
            {
                var entity = new TableEntity("p", "r") { ["Holder"] = number };
                await Table.SubmitTransactionAsync([new(TableTransactionActionType.UpdateReplace, entity, version)], Cancellation);
                return 204;
            }
            catch (TableTransactionFailedException failure)
            {
                return failure.Status;
            }
        }));

        Assert.Equal(1, outcomes.Count(status => status == 204));
        Assert.Equal(19, outcomes.Count(status => status == 412));
    }
}
