using System.Globalization;
using Azure;
using Azure.Core;

namespace Metarr.LocalRuntime.Tables;

/// <summary>Where a query of entities goes on, as one text: the next partition, a space, the next row.</summary>
internal static class ContinuationToken
{
    private const string Header = "x-ms-continuation-";
    private const string NextPartitionKey = "NextPartitionKey";
    private const string NextRowKey = "NextRowKey";

    /// <summary>The token that an answer holds; null at the end of the query.</summary>
    public static string? Of(Response response)
    {
        response.Headers.TryGetValue(Header + NextPartitionKey, out var partition);
        response.Headers.TryGetValue(Header + NextRowKey, out var row);
        return string.IsNullOrEmpty(partition) && string.IsNullOrEmpty(row) ? null : $"{partition} {row}";
    }

    /// <summary>Adds a token to the address of a query.</summary>
    /// <exception cref="ArgumentException">The text is no continuation token.</exception>
    public static void Append(RequestUriBuilder address, string? token)
    {
        if (string.IsNullOrWhiteSpace(token))
            return;
        var parts = token.Split(' ');
        if (parts.Length != 2)
            throw new ArgumentException("This is not a continuation token of a table query.", nameof(token));
        address.AppendQuery(NextPartitionKey, parts[0]);
        // The service refuses an empty next row, and may name a partition alone.
        if (parts[1].Length > 0)
            address.AppendQuery(NextRowKey, parts[1]);
    }

    /// <summary>Adds what is asked for to the address of a query.</summary>
    public static void AppendQuery(RequestUriBuilder address, string? filter, string? select, int? top)
    {
        if (top is { } size)
            address.AppendQuery("$top", size.ToString(CultureInfo.InvariantCulture), escapeValue: false);
        if (!string.IsNullOrEmpty(select))
            address.AppendQuery("$select", select);
        if (!string.IsNullOrEmpty(filter))
            address.AppendQuery("$filter", filter);
    }
}
