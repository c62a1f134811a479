using Metarr.Enrichment.Providers.Calls;
using Metarr.Enrichment.Providers.Json;

namespace Metarr.Enrichment.Providers.Tvdb;

/// <summary>Signs calls in: one token serves all of them, until TheTVDB refuses it.</summary>
/// <remarks>
/// A token is good for about a month and cannot be renewed, so a refused one is followed by one new login and one more try.
/// </remarks>
internal sealed class TvdbSession(TvdbRequests requests, ProviderHttp http) : IDisposable
{
    private const string NoToken = "TheTVDB answered the login without a token.";
    private const string NoLogin = "TheTVDB has no login where it is looked for: check Providers__Tvdb__BaseUrl.";

    // The first of many that find no token signs in; the others wait for what it gets.
    private readonly SemaphoreSlim loginTurn = new(1, 1);
    private volatile string? current;

    /// <summary>Makes a call with a token.</summary>
    /// <param name="call">Writes the call, given the token.</param>
    /// <param name="priority">Who waits for the answer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer to the call, or, when there is no signing in, to the login.</returns>
    public async Task<ProviderAnswer> SendAsync(
        Func<string, ProviderCall> call, CallPriority priority, CancellationToken cancellationToken)
    {
        var (token, failure) = await SignInAsync(refused: null, priority, cancellationToken);
        if (token is null) return failure!;
        var answer = await http.SendAsync(call(token), cancellationToken);
        if (answer is not ProviderAnswer.Unauthorized) return answer;

        (token, failure) = await SignInAsync(refused: token, priority, cancellationToken);
        return token is null ? failure! : await http.SendAsync(call(token), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => loginTurn.Dispose();

    private async Task<(string? Token, ProviderAnswer? Failure)> SignInAsync(
        string? refused, CallPriority priority, CancellationToken cancellationToken)
    {
        if (current is { } token && token != refused) return (token, null);
        await loginTurn.WaitAsync(cancellationToken);
        try
        {
            if (current is { } fresh && fresh != refused) return (fresh, null);
            var answer = await http.SendAsync(requests.Login(priority), cancellationToken);
            current = answer is ProviderAnswer.Ok ok
                ? JsonBody.Parse(ok.Body, TvdbJson.Default.TvdbLoginBody)?.Data?.Token
                : null;
            return (current, current is null ? Failure(answer) : null);
        }
        finally
        {
            loginTurn.Release();
        }
    }

    // What a login lacks must not pass for what a title lacks.
    private static ProviderAnswer Failure(ProviderAnswer answer) => answer switch
    {
        ProviderAnswer.Ok => new ProviderAnswer.Unavailable(NoToken),
        ProviderAnswer.NotFound => new ProviderAnswer.Unavailable(NoLogin),
        var other => other,
    };
}
