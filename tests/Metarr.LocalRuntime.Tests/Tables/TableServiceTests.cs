using Azure;
using Azure.Data.Tables;
using Metarr.LocalRuntime.Tests.Azurite;

namespace Metarr.LocalRuntime.Tests.Tables;

public sealed class TableServiceTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly string name = $"T{Guid.NewGuid():N}";

    [Fact]
    public async Task A_table_is_created_once_and_deleted_once()
    {
        var service = new TableServiceClient(azurite.ConnectionString);

        var created = await service.CreateTableIfNotExistsAsync(name, Cancellation);
        var again = await service.CreateTableIfNotExistsAsync(name, Cancellation);
        var conflict = await Assert.ThrowsAsync<RequestFailedException>(() => service.CreateTableAsync(name, Cancellation));
        var deleted = await service.DeleteTableAsync(name, Cancellation);
        var missing = await service.DeleteTableAsync(name, Cancellation);

        Assert.Equal(name, created.Value.Name);
        Assert.Equal((name, 409), (again.Value.Name, again.GetRawResponse().Status));
        Assert.Equal((409, "TableAlreadyExists"), (conflict.Status, conflict.ErrorCode));
        Assert.Equal((204, 404), (deleted.Status, missing.Status));
    }

    [Fact]
    public async Task Tables_are_listed()
    {
        var service = new TableServiceClient(azurite.ConnectionString);
        await service.CreateTableAsync(name, Cancellation);

        var filter = TableServiceClient.CreateQueryFilter($"TableName eq {name}");
        var tables = await service.QueryAsync(filter, cancellationToken: Cancellation).ToListAsync(Cancellation);
        var all = await service.QueryAsync(maxPerPage: 1, cancellationToken: Cancellation).Select(table => table.Name).ToListAsync(Cancellation);

        Assert.Equal(name, Assert.Single(tables).Name);
        Assert.Contains(name, all);
        await service.DeleteTableAsync(name, Cancellation);
    }

    [Fact]
    public async Task An_entity_of_a_table_that_does_not_exist_is_refused()
    {
        var table = new TableServiceClient(azurite.ConnectionString).GetTableClient(name);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddEntityAsync(new TableEntity("p", "r"), Cancellation));

        Assert.Equal((404, "TableNotFound"), (failure.Status, failure.ErrorCode));
    }

    [Fact]
    public async Task A_wrong_key_is_refused()
    {
        var address = new TableServiceClient(azurite.ConnectionString).Uri;
        var table = new TableClient(address, name, new TableSharedKeyCredential("devstoreaccount1", "d3Jvbmc="));

        Assert.Equal(403, (await Assert.ThrowsAsync<RequestFailedException>(() => table.CreateAsync(Cancellation))).Status);
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=films;AccountKey=a2V5;EndpointSuffix=core.chinacloudapi.cn", "https://films.table.core.chinacloudapi.cn/", "films")]
    [InlineData("AccountName=films;AccountKey=a2V5Lg==", "https://films.table.core.windows.net/", "films")]
    [InlineData("AccountName=films;AccountKey=a2V5;TableEndpoint=https://tables.example/films/", "https://tables.example/films", "films")]
    public void A_connection_string_names_account_and_address(string connection, string address, string account)
    {
        var client = new TableClient(connection, "Titles");

        Assert.Equal(account, client.AccountName);
        Assert.Equal(new Uri(address.TrimEnd('/') + "/Titles"), client.Uri);
        Assert.Equal("Titles", client.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("AccountName=films")]
    [InlineData("AccountName=films;AccountKey=not base64!")]
    [InlineData("AccountName=films;AccountKey=a2V5;TableEndpoint=nowhere")]
    public void A_malformed_connection_string_is_refused(string connection) =>
        Assert.Throws<FormatException>(() => new TableServiceClient(connection));
}
