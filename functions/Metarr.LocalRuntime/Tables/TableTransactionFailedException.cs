using System.Globalization;
using Metarr.LocalRuntime.Tables;

namespace Azure.Data.Tables;

/// <summary>The service refused one action of a transaction, and with it the whole transaction: nothing was changed.</summary>
public class TableTransactionFailedException : RequestFailedException
{
    /// <summary>Takes over status, error code and message of the refused action.</summary>
    /// <param name="requestFailedException">The refusal.</param>
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(
            requestFailedException.Status,
            requestFailedException.Message,
            requestFailedException.ErrorCode,
            requestFailedException.InnerException)
    {
        foreach (var key in requestFailedException.Data.Keys)
            Data[key] = requestFailedException.Data[key];
        if (Data[TableErrorParser.FailedEntityKey] is string text
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            FailedTransactionActionIndex = index;
    }

    /// <summary>The place of the refused action in the transaction, from 0; null when the service did not tell.</summary>
    public int? FailedTransactionActionIndex { get; }
}
