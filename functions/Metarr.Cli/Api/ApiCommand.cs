using System.CommandLine;
using System.Net;
using System.Text.Json;
using Metarr.Cli.Hosting;

namespace Metarr.Cli.Api;

/// <summary>A command that speaks to a running app: where it is, its key, how to print, and what becomes of failures.</summary>
internal static class ApiCommand
{
    /// <summary>How long an answer of the app is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private static readonly AppAddress Usual = AppAddress.Named("--url", "--key");

    private static readonly Option<bool> Json = new("--json") { Description = "Print the result as JSON." };

    /// <summary>Makes a command.</summary>
    /// <param name="name">What people type.</param>
    /// <param name="description">What it does, in a sentence.</param>
    /// <param name="options">The options of its own.</param>
    /// <param name="run">Does it.</param>
    /// <param name="app">The options that say where the app is, where <c>--url</c> and <c>--key</c> mean something else.</param>
    public static Command Create(
        string name,
        string description,
        IEnumerable<Option> options,
        Func<MetarrApi, ParseResult, ApiScreen, CancellationToken, Task<int>> run,
        AppAddress? app = null)
    {
        var address = app ?? Usual;
        var command = new Command(name, description);
        foreach (var option in options) command.Options.Add(option);
        foreach (var option in new Option[] { address.Url, address.Key, Json }) command.Options.Add(option);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, address, run, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed,
        AppAddress app,
        Func<MetarrApi, ParseResult, ApiScreen, CancellationToken, Task<int>> run,
        CancellationToken cancellationToken)
    {
        var errors = parsed.InvocationConfiguration.Error;
        if (!Uri.TryCreate(parsed.GetValue(app.Url)!.TrimEnd('/') + "/api/", UriKind.Absolute, out var address)
            || !address.Scheme.StartsWith("http", StringComparison.Ordinal))
        {
            await errors.WriteLineAsync($"{app.Url.Name} '{parsed.GetValue(app.Url)}' must be an address such as http://127.0.0.1:7071.");
            return ExitCodes.NotDone;
        }

        using var http = new HttpClient { BaseAddress = address, Timeout = Patience };
        if (parsed.GetValue(app.Key) is { Length: > 0 } key) http.DefaultRequestHeaders.Add("x-functions-key", key);
        var screen = new ApiScreen(parsed.InvocationConfiguration.Output, parsed.GetValue(Json));
        try
        {
            return await run(new MetarrApi(http), parsed, screen, cancellationToken);
        }
        catch (MetarrApiException refusal) when (refusal is { Status: HttpStatusCode.Unauthorized, Code: null })
        {
            // The host asks for the key before the app is asked anything, and says no word.
            await errors.WriteLineAsync($"The app at {address} wants its function key; give the right one with {app.Key.Name}.");
        }
        catch (Exception refusal) when (refusal is MetarrApiException or AppNotStartedException)
        {
            await errors.WriteLineAsync(refusal.Message);
        }
        catch (HttpRequestException failure)
        {
            await errors.WriteLineAsync(
                $"No app answers at {address} ({failure.Message}); start one with 'metarr serve', or name it with {app.Url.Name}.");
        }
        catch (JsonException)
        {
            await errors.WriteLineAsync($"What answers at {address} is not this app.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await errors.WriteLineAsync($"The app at {address} did not answer within {Patience.TotalSeconds:0} seconds.");
        }

        return ExitCodes.NotDone;
    }
}
