using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Metarr.Functions.Telemetry;

/// <summary>The id by which a caller finds its request again: in the answer, in problems, and in the log.</summary>
internal static class CorrelationId
{
    /// <summary>The header of requests and answers.</summary>
    public const string Header = "x-correlation-id";

    private const int Longest = 64;

    private static readonly object Key = new();

    /// <summary>The id of a request: the caller's own if it is well-formed, else the id of the trace.</summary>
    /// <param name="http">The request.</param>
    /// <returns>The id; the same one each time.</returns>
    public static string Of(HttpContext http)
    {
        if (http.Items.TryGetValue(Key, out var known)) return (string)known!;
        var id = Given(http.Request) ?? Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        http.Items[Key] = id;
        return id;
    }

    /// <summary>The caller's own id: 1 to 64 letters, digits, dots, hyphens and underscores; else null, as if there were none.</summary>
    /// <remarks>What is echoed and logged must not be able to forge a line or a header.</remarks>
    /// <param name="request">The request.</param>
    public static string? Given(HttpRequest request) =>
        request.Headers[Header] is [{ Length: > 0 and <= Longest } id] && id.All(IsPlain) ? id : null;

    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_';
}
