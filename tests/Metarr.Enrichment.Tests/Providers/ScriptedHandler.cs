using System.Net;
using System.Text;

namespace Metarr.Enrichment.Tests.Providers;

/// <summary>A provider that answers by a script, one line for each request, the last line again and again.</summary>
internal sealed class ScriptedHandler(params Func<HttpRequestMessage, HttpResponseMessage>[] script) : HttpMessageHandler
{
    private int next;

    public List<Uri> Urls { get; } = [];

    public List<string> Tags { get; } = [];

    public List<string?> Authorizations { get; } = [];

    public static Func<HttpRequestMessage, HttpResponseMessage> Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        _ => new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static Func<HttpRequestMessage, HttpResponseMessage> Status(int status, string? retryAfter = null) => _ =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status);
        if (retryAfter is not null) response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        return response;
    };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Urls.Add(request.RequestUri!);
        Tags.AddRange(request.Headers.IfNoneMatch.Select(tag => tag.ToString()));
        Authorizations.Add(request.Headers.Authorization?.ToString());
        var line = script[Math.Min(next++, script.Length - 1)];
        return Task.FromResult(line(request));
    }
}
