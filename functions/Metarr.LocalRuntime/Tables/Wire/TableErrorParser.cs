using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Azure;
using Azure.Core;

namespace Metarr.LocalRuntime.Tables;

/// <summary>Reads code and message out of the table service's failures, and the place of a refused action in a transaction.</summary>
internal sealed class TableErrorParser : RequestFailedDetailsParser
{
    /// <summary>Where the place of the refused action is kept in the data of an exception.</summary>
    public const string FailedEntityKey = "FailedEntity";

    /// <summary>The parser; it has no state.</summary>
    public static readonly TableErrorParser Instance = new();

    private TableErrorParser()
    {
    }

    /// <inheritdoc />
    public override bool TryParse(
        Response response, [NotNullWhen(true)] out ResponseError? error, out IDictionary<string, string>? data)
    {
        error = null;
        data = null;
        if (response.ContentStream is not { CanSeek: true } content)
            return false;
        try
        {
            content.Position = 0;
            using var document = JsonDocument.Parse(content);
            content.Position = 0;
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("odata.error", out var failure)
                || !failure.TryGetProperty("message", out var message))
                return false;
            var text = message.TryGetProperty("value", out var value) ? value.GetString() : message.ToString();
            error = new ResponseError(failure.TryGetProperty("code", out var code) ? code.GetString() : null, text);
            if (FailedAction(text) is { } index)
                data = new Dictionary<string, string> { [FailedEntityKey] = index };
            return true;
        }
        catch (JsonException)
        {
            // A proxy's or a gateway's page; the exception then shows it as it is.
            content.Position = 0;
            return false;
        }
    }

    /// <summary>The service begins the message of a refused transaction with the number of the action and a colon.</summary>
    private static string? FailedAction(string? message)
    {
        if (message is null)
            return null;
        var colon = message.IndexOf(':', StringComparison.Ordinal);
        return colon is > 0 and <= 3 && !message.AsSpan(0, colon).ContainsAnyExceptInRange('0', '9') ? message[..colon] : null;
    }
}
