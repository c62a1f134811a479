using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Metarr.LocalRuntime.Tables;

/// <summary>Signs each attempt of a request with a key of the account, by the scheme Shared Key Lite of the table service.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key</remarks>
internal sealed class SharedKeyLitePolicy(TableSharedKeyCredential credential) : HttpPipelineSynchronousPolicy
{
    /// <inheritdoc />
    public override void OnSendingRequest(HttpMessage message)
    {
        var request = message.Request;
        // The signature holds for minutes only, so a retry needs a date of its own.
        var date = DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture);
        var resource = $"/{credential.AccountName}{request.Uri.ToUri().AbsolutePath}";
        request.Headers.SetValue("x-ms-date", date);
        request.Headers.SetValue("Authorization", $"SharedKeyLite {credential.AccountName}:{credential.Sign($"{date}\n{resource}")}");
    }
}
