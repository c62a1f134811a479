using System.Buffers;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Data.Tables;

namespace Metarr.LocalRuntime.Tables;

/// <summary>The body of an entity-group transaction: a batch of one change set with one HTTP request an action.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions</remarks>
internal sealed class TransactionContent
{
    private const int BytesPerAction = 1024;

    private TransactionContent(string contentType, ReadOnlyMemory<byte> body)
    {
        ContentType = contentType;
        Body = body;
    }

    /// <summary>The content type, with the boundary.</summary>
    public string ContentType { get; }

    /// <summary>The body; it is the same for every retry.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Writes the actions.</summary>
    public static TransactionContent Of(string address, string table, IReadOnlyList<TableTransactionAction> actions)
    {
        var batch = $"batch_{Guid.NewGuid()}";
        var changeSet = $"changeset_{Guid.NewGuid()}";
        var output = new ArrayBufferWriter<byte>(BytesPerAction * (actions.Count + 1));
        Append(output, $"--{batch}\r\nContent-Type: multipart/mixed; boundary={changeSet}\r\n\r\n");
        using var json = EntityWriter.To(output);
        foreach (var action in actions)
            AppendAction(output, json, $"--{changeSet}\r\n", address, table, action);
        Append(output, $"--{changeSet}--\r\n\r\n--{batch}--\r\n");
        return new TransactionContent($"multipart/mixed; boundary={batch}", output.WrittenMemory);
    }

    private static void AppendAction(
        ArrayBufferWriter<byte> output, Utf8JsonWriter json, string boundary, string address, string table, TableTransactionAction action)
    {
        var (method, path) = EntityPath.Of(action.ActionType, table, action.Entity);
        Append(output, boundary);
        Append(output, "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n");
        Append(output, $"{method} {address}{path} HTTP/1.1\r\n");
        Append(output, $"Accept: {TableWords.MinimalMetadata}\r\nDataServiceVersion: 3.0\r\n");
        if (IfMatch(action) is { } version)
            Append(output, $"If-Match: {version}\r\n");
        if (action.ActionType == TableTransactionActionType.Delete)
        {
            Append(output, "\r\n\r\n");
            return;
        }
        if (action.ActionType == TableTransactionActionType.Add)
            Append(output, "Prefer: return-no-content\r\n");
        Append(output, $"Content-Type: {TableWords.Json}\r\n\r\n");
        json.Reset(output);
        EntityWriter.Write(json, action.Entity);
        json.Flush();
        Append(output, "\r\n");
    }

    // An update that names no version is sent without a condition, as the Azure SDK does; the service then adds what is missing.
    private static string? IfMatch(TableTransactionAction action) => action.ActionType switch
    {
        TableTransactionActionType.Delete => (action.ETag == default ? ETag.All : action.ETag).ToString(),
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace when action.ETag != default =>
            action.ETag.ToString(),
        _ => null,
    };

    private static void Append(ArrayBufferWriter<byte> output, string text) => Encoding.UTF8.GetBytes(text, output);
}
