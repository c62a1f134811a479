using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Tests.Hosting;

/// <summary>A call to the storage on its way.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Target">The path and query.</param>
/// <param name="Body">The body as text; a transaction names its rows here.</param>
internal sealed record StorageCall(string Method, string Target, string Body)
{
    /// <summary>Whether the call writes, and names all of some words in its address or body.</summary>
    public bool Writes(params string[] words) => Method is not ("GET" or "HEAD") && Names(words);

    /// <summary>Whether the call names all of some words in its address or body.</summary>
    public bool Names(params string[] words)
    {
        var text = Uri.UnescapeDataString(Target + Body);
        return words.All(word => text.Contains(word, StringComparison.Ordinal));
    }
}

/// <summary>A way to the storage on which a test steps in between two calls, so that what happens at the same time happens in one order.</summary>
internal sealed partial class StorageDetour : IAsyncDisposable
{
    private readonly WebApplication proxy;
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly Dictionary<int, string> targets = [];
    private readonly Lock sync = new();
    private (Func<StorageCall, bool> Is, Func<Task> Step)? awaited;

    private StorageDetour(WebApplication proxy) => this.proxy = proxy;

    /// <summary>Leads to the same storage on the detour.</summary>
    public string ConnectionString { get; private set; } = "";

    public static async Task<StorageDetour> OpenAsync(string connectionString)
    {
        var addresses = Addresses().Matches(connectionString).Select(match => match.Value).Distinct().ToList();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            foreach (var _ in addresses) kestrel.Listen(System.Net.IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        var detour = new StorageDetour(app) { ConnectionString = connectionString };
        app.Run(detour.ForwardAsync);
        await app.StartAsync();
        foreach (var (own, target) in app.Urls.Zip(addresses))
        {
            detour.targets[new Uri(own).Port] = target;
            detour.ConnectionString = detour.ConnectionString.Replace(target, own, StringComparison.Ordinal);
        }

        return detour;
    }

    /// <summary>Does something right before the next call of a sort goes on, once.</summary>
    public void Before(Func<StorageCall, bool> call, Func<Task> step)
    {
        lock (sync) awaited = (call, step);
    }

    /// <summary>Whether what was awaited has come.</summary>
    public bool HasPassed
    {
        get
        {
            lock (sync) return awaited is null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        http.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        await StepInAsync(new StorageCall(context.Request.Method, target, Encoding.UTF8.GetString(buffer.ToArray())));

        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), targets[context.Connection.LocalPort] + target);
        if (buffer.Length > 0 || context.Request.ContentLength is 0) request.Content = new ByteArrayContent(buffer.ToArray());
        foreach (var (name, values) in context.Request.Headers)
        {
            if (name is "Host" or "Content-Length" or "Transfer-Encoding" or "Connection") continue;
            if (!request.Headers.TryAddWithoutValidation(name, [.. values])) request.Content?.Headers.TryAddWithoutValidation(name, [.. values]);
        }

        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (name is not ("Transfer-Encoding" or "Connection" or "Keep-Alive")) context.Response.Headers[name] = values.ToArray();
        }

        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private async Task StepInAsync(StorageCall call)
    {
        Func<Task> step;
        lock (sync)
        {
            if (awaited is not { } known || !known.Is(call)) return;
            (step, awaited) = (known.Step, null);
        }

        await step();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Addresses();
}
