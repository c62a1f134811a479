using Azure.Data.Tables;
using Metarr.LocalRuntime.Tests.Azurite;

namespace Metarr.LocalRuntime.Tests.Tables;

/// <summary>A table of a test class's own, for each of its tests anew.</summary>
public abstract class TemporaryTable(AzuriteFixture azurite) : IAsyncLifetime
{
    protected TableClient Table { get; } = new(azurite.ConnectionString, $"T{Guid.NewGuid():N}");

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await Table.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await Table.DeleteAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<List<T>> ReadAllAsync<T>(string? filter = null)
        where T : class, ITableEntity
    {
        var entities = new List<T>();
        await foreach (var entity in Table.QueryAsync<T>(filter, cancellationToken: Cancellation))
            entities.Add(entity);
        return entities;
    }
}
