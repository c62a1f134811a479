using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Metarr.Enrichment.Providers.Calls.Sharing;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Storage;

/// <summary>States that all instances share, each in a row of the table <c>Budgets</c>, changed by ETag.</summary>
/// <typeparam name="TState">The state; compared by value.</typeparam>
/// <param name="table">The table.</param>
/// <param name="rowKey">What the states are, such as <c>quota</c>; a name's states of several kinds share its partition.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears when the table cannot be reached, and when it can again.</param>
public sealed class SharedRows<TState>(TableClient table, string rowKey, TimeProvider time, ILogger logger) : ISharedState<TState>
    where TState : class
{
    /// <summary>A call to a provider waits no longer for the table than this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>A table that did not answer is left alone for this long.</summary>
    private static readonly TimeSpan Respite = TimeSpan.FromSeconds(5);

    private long unreachableUntil;

    /// <inheritdoc/>
    public async ValueTask<TState?> UpdateAsync(string name, Func<TState?, TState> change, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow().UtcTicks < Interlocked.Read(ref unreachableUntil)) return null;
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var state = await ChangeAsync(Key(name), change, either.Token);
            if (Interlocked.Exchange(ref unreachableUntil, 0) != 0) StorageLogs.SharedStatesReached(logger, rowKey);
            return state;
        }
        catch (Exception fault) when (IsOutage(fault) && !cancellationToken.IsCancellationRequested)
        {
            Interlocked.Exchange(ref unreachableUntil, (time.GetUtcNow() + Respite).UtcTicks);
            StorageLogs.SharedStatesUnreachable(logger, rowKey, (fault as RequestFailedException)?.ErrorCode ?? fault.GetType().Name);
            return null;
        }
    }

    /// <summary>Reads a state.</summary>
    /// <param name="name">The state's name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The state, or null when there is none yet.</returns>
    /// <exception cref="RequestFailedException">The table cannot be reached.</exception>
    public async Task<TState?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(Key(name), rowKey, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value!.Record<TState>() : null;
    }

    /// <summary>No call to a provider fails for the sake of this table, not even when a row of it cannot be read.</summary>
    private static bool IsOutage(Exception fault) =>
        fault is RequestFailedException or OperationCanceledException or AggregateException or JsonException;

    /// <summary>Table keys hold no slash, backslash, number sign or question mark.</summary>
    private static string Key(string name) => Uri.EscapeDataString(name).Replace('%', '=');

    private async Task<TState> ChangeAsync(string key, Func<TState?, TState> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var row = await table.GetEntityIfExistsAsync<TableEntity>(key, rowKey, cancellationToken: cancellationToken);
            var current = row.HasValue ? row.Value!.Record<TState>() : null;
            var next = change(current);
            if (next.Equals(current) || await TryWriteAsync(key, next, row.HasValue ? row.Value!.ETag : null, cancellationToken)) return next;
        }
    }

    private async Task<bool> TryWriteAsync(string key, TState state, ETag? version, CancellationToken cancellationToken)
    {
        var row = StoredJson.Row(key, rowKey, state);
        try
        {
            if (version is { } known) await table.UpdateEntityAsync(row, known, TableUpdateMode.Replace, cancellationToken);
            else await table.AddEntityAsync(row, cancellationToken);
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.Status is 409 or 412 || (conflict.Status == 404 && version is not null))
        {
            return false;
        }
    }
}
