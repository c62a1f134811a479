using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Metarr.Enrichment.Importing;

namespace Metarr.Cli.Importing;

/// <summary>Reads the movies of a Radarr over its API v3.</summary>
/// <param name="http">Speaks to Radarr; its base address ends with a slash, and it follows no redirect: the key is for one address.</param>
internal sealed class RadarrLibrary(HttpClient http)
{
    private readonly string address = http.BaseAddress!.ToString().TrimEnd('/');

    /// <summary>Makes a client for an address.</summary>
    /// <exception cref="SourceException">The address is none.</exception>
    public static HttpClient Client(string url, string key)
    {
        if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new SourceException($"--url '{url}' must be Radarr's address, such as http://127.0.0.1:7878.");
        }

        // A large library takes Radarr a while to list.
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
        if (http.DefaultRequestHeaders.TryAddWithoutValidation("X-Api-Key", key.Trim())) return http;
        http.Dispose();
        throw new SourceException("--key holds characters that no key of Radarr has; copy it from Settings, General, API Key.");
    }

    /// <summary>Reads all movies.</summary>
    /// <exception cref="SourceException">It does not answer, refuses the key, or is not Radarr; the message says what to do.</exception>
    public async Task<IReadOnlyList<ListedMovie>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await CheckAsync(cancellationToken);
            using var answer = await GetAsync("api/v3/movie?excludeLocalCovers=true", cancellationToken);
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            var movies = new List<ListedMovie>();
            await foreach (var row in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(body, JsonSerializerOptions.Web, cancellationToken))
            {
                if (RadarrMovies.Read(row) is { } movie) movies.Add(movie);
            }

            return movies;
        }
        catch (HttpRequestException failure)
        {
            throw new SourceException($"Radarr does not answer at {address} ({failure.Message}); is it running, and is --url right?");
        }
        catch (IOException failure)
        {
            throw new SourceException($"Radarr at {address} broke off in the middle of its answer ({failure.Message}); try again.");
        }
        catch (JsonException)
        {
            throw NotRadarr();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SourceException($"Radarr at {address} did not answer within {http.Timeout.TotalMinutes:0} minutes.");
        }
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        using var answer = await GetAsync("api/v3/system/status", cancellationToken);
        var status = await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
        if ((status as JsonObject)?["appName"] is not JsonValue told || !told.TryGetValue<string>(out var appName)) throw NotRadarr();
        if (!appName.Equals("Radarr", StringComparison.OrdinalIgnoreCase))
        {
            throw new SourceException($"What answers at {address} is {appName}, not Radarr.");
        }
    }

    private async Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken)
    {
        var answer = await http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType == "application/json") return answer;
        using (answer)
        {
            throw answer.StatusCode switch
            {
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new SourceException(
                    $"Radarr at {address} refused the key; copy it from Settings, General, API Key."),
                >= (HttpStatusCode)300 and < (HttpStatusCode)400 => new SourceException(
                    $"{address} leads on to {answer.Headers.Location}; give Radarr's own address with --url, and its URL base if it has one."),
                >= HttpStatusCode.InternalServerError => new SourceException(
                    $"Radarr at {address} answered {(int)answer.StatusCode}; look into its log, or try again later."),
                _ => NotRadarr(),
            };
        }
    }

    private SourceException NotRadarr() => new(
        $"What answers at {address} is not Radarr 3 or later; give its address with --url, and its URL base if it has one, such as http://127.0.0.1:7878/radarr.");
}
