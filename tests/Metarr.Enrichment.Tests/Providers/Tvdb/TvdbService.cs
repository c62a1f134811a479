using System.Net;
using System.Text;

namespace Metarr.Enrichment.Tests.Providers.Tvdb;

/// <summary>A TheTVDB that gives out tokens for its key, takes none but the last, and answers by path.</summary>
internal sealed class TvdbService : HttpMessageHandler
{
    public const string Key = "tvdb-k3y";

    private readonly Lock gate = new();
    private readonly Dictionary<string, (HttpStatusCode Status, string Body)> answers = [];
    private readonly List<string> calls = [];
    private readonly List<string> logins = [];

    /// <summary>What was asked for and answered or refused, without the logins: path and query.</summary>
    public IReadOnlyList<string> Calls
    {
        get { lock (gate) return [.. calls]; }
    }

    /// <summary>The bodies of the logins.</summary>
    public IReadOnlyList<string> Logins
    {
        get { lock (gate) return [.. logins]; }
    }

    /// <summary>What a login is answered instead of a token.</summary>
    public (HttpStatusCode Status, string Body)? LoginFailure { get; set; }

    /// <summary>Whether tokens are refused that were given out a moment ago.</summary>
    public bool RefusesTokens { get; set; }

    public TvdbService Answer(string path, string body, HttpStatusCode status = HttpStatusCode.OK)
    {
        lock (gate) answers[$"/v4{path}"] = (status, body);
        return this;
    }

    public void ExpireToken()
    {
        lock (gate) logins.Add("expired by the service");
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var posted = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        lock (gate)
        {
            var (status, body) = request.RequestUri!.AbsolutePath == "/v4/login" ? LogIn(request, posted!) : Look(request);
            return new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        }
    }

    private (HttpStatusCode Status, string Body) LogIn(HttpRequestMessage request, string posted)
    {
        Assert.Equal(HttpMethod.Post, request.Method);
        logins.Add(posted);
        return LoginFailure ?? (HttpStatusCode.OK, $$$"""{"status":"success","data":{"token":"token-{{{logins.Count}}}"}}""");
    }

    private (HttpStatusCode Status, string Body) Look(HttpRequestMessage request)
    {
        calls.Add(request.RequestUri!.PathAndQuery);
        return RefusesTokens || request.Headers.Authorization?.ToString() != $"Bearer token-{logins.Count}"
            ? (HttpStatusCode.Unauthorized, """{"message":"Unauthorized"}""")
            : answers.GetValueOrDefault(
                request.RequestUri.AbsolutePath, (HttpStatusCode.NotFound, """{"status":"failure","message":"Not Found","data":null}"""));
    }
}
