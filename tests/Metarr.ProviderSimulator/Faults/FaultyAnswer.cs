using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Metarr.ProviderSimulator.Faults;

/// <summary>Gives the answer that a rule asks for in the place of the true one.</summary>
internal static class FaultyAnswer
{
    private const int DripsPerSecond = 10;
    private const string Page = "<!doctype html><title>Sorry</title><p>We will be back soon.</p>";

    public static Task SendAsync(
        FaultRule rule, string provider, HttpContext context, RequestDelegate next, TimeProvider time)
    {
        var words = FaultWords.Of(provider);
        return rule.Fault switch
        {
            Fault.TooManyRequests =>
                RefuseAsync(rule, context, StatusCodes.Status429TooManyRequests, words.Type, words.TooMany, time),
            Fault.Unavailable => RefuseAsync(rule, context, StatusCodes.Status503ServiceUnavailable, words.Type, "", time),
            Fault.InternalError => SendTextAsync(context, StatusCodes.Status500InternalServerError, "text/plain", ""),
            Fault.ExpiredCredential => SendTextAsync(context, StatusCodes.Status401Unauthorized, words.Type, words.Expired),
            Fault.NotFound => SendTextAsync(context, StatusCodes.Status404NotFound, words.Type, words.Unknown),
            Fault.Html => SendTextAsync(context, StatusCodes.Status200OK, "text/html", Page),
            Fault.Empty => SendTextAsync(context, StatusCodes.Status200OK, "image/jpeg", ""),
            Fault.RedirectAway => RedirectAsync(rule, context),
            Fault.NoAnswer => WaitForClientAsync(context),
            _ => SpoilAsync(rule, context, next, time),
        };
    }

    private static Task RefuseAsync(
        FaultRule rule, HttpContext context, int status, string type, string body, TimeProvider time)
    {
        context.Response.Headers.RetryAfter = rule.RetryAfter switch
        {
            RetryAfterForm.Seconds => rule.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture),
            RetryAfterForm.Date => time.GetUtcNow().AddSeconds(rule.RetryAfterSeconds).ToString("R", CultureInfo.InvariantCulture),
            _ => default,
        };
        return SendTextAsync(context, status, type, body);
    }

    private static async Task SendTextAsync(HttpContext context, int status, string type, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static Task RedirectAsync(FaultRule rule, HttpContext context)
    {
        context.Response.Redirect(rule.RedirectTo.AbsoluteUri);
        return Task.CompletedTask;
    }

    /// <summary>Ends when the client has had enough.</summary>
    private static async Task WaitForClientAsync(HttpContext context)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client going away is how this fault ends.
        }
    }

    private static async Task SpoilAsync(FaultRule rule, HttpContext context, RequestDelegate next, TimeProvider time)
    {
        var whole = await TrueBodyAsync(context, next);
        var half = whole.AsMemory(0, whole.Length / 2);
        switch (rule.Fault)
        {
            case Fault.Stall:
                await SendPartAsync(context, half, whole.Length);
                await WaitForClientAsync(context);
                break;
            case Fault.Truncated:
                await SendPartAsync(context, half, whole.Length);
                context.Abort();
                break;
            case Fault.ShortLength or Fault.MalformedJson:
                await SendPartAsync(context, half, half.Length);
                break;
            case Fault.WrongTypes:
                var twisted = TwistedJson.Of(whole);
                await SendPartAsync(context, twisted, twisted.Length);
                break;
            default:
                await DripAsync(context, whole, rule.DripBytesPerSecond, time);
                break;
        }
    }

    /// <summary>Lets the provider answer into memory. Its headers and status stand; no byte has left yet.</summary>
    private static async Task<byte[]> TrueBodyAsync(HttpContext context, RequestDelegate next)
    {
        var outward = context.Response.Body;
        using var kept = new MemoryStream();
        context.Response.Body = kept;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = outward;
        }
        return kept.ToArray();
    }

    private static async Task SendPartAsync(HttpContext context, ReadOnlyMemory<byte> part, int statedLength)
    {
        context.Response.ContentLength = statedLength;
        await context.Response.Body.WriteAsync(part, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static async Task DripAsync(HttpContext context, byte[] whole, int bytesPerSecond, TimeProvider time)
    {
        context.Response.ContentLength = whole.Length;
        var drop = Math.Max(1, bytesPerSecond / DripsPerSecond);
        for (var sent = 0; sent < whole.Length; sent += drop)
        {
            await context.Response.Body.WriteAsync(whole.AsMemory(sent, Math.Min(drop, whole.Length - sent)), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(TimeSpan.FromSeconds(1.0 / DripsPerSecond), time, context.RequestAborted);
        }
    }
}
