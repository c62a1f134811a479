using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Metarr.Cli.Api;

/// <summary>Speaks to the app over HTTP, as any other client would.</summary>
internal sealed class MetarrApi(HttpClient http)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Changes settings.</summary>
    public async Task ChangeSettingsAsync(object change, CancellationToken cancellationToken)
    {
        using var answer = await http.PatchAsJsonAsync("v1/settings/phase-config", change, cancellationToken);
        await ReadAsync<JsonObject>(answer, cancellationToken);
    }

    /// <summary>Registers a movie.</summary>
    /// <returns>The movie's id in the library.</returns>
    public async Task<string> RegisterAsync(int tmdbId, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync("v1/movies", new { tmdbId }, cancellationToken);
        return (await ReadAsync<JsonObject>(answer, cancellationToken))["id"]!.GetValue<string>();
    }

    /// <summary>Begins the enrichment of a movie, or joins the one that is under way.</summary>
    /// <returns>The job's id.</returns>
    public async Task<string> EnrichAsync(string id, bool force, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync($"v1/movies/{id}/enrich", new { force }, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.Conflict)
        {
            var problem = await answer.Content.ReadFromJsonAsync<JsonObject>(Json, cancellationToken);
            return problem!["jobId"]!.GetValue<string>();
        }

        return (await ReadAsync<JsonObject>(answer, cancellationToken))["jobId"]!.GetValue<string>();
    }

    /// <summary>Shows a job.</summary>
    /// <returns>The job, or null when it is not known (yet).</returns>
    public async Task<JobView?> JobAsync(string jobId, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri($"v1/jobs/{jobId}", UriKind.Relative), cancellationToken);
        return answer.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync<JobView>(answer, cancellationToken);
    }

    /// <summary>Shows a movie.</summary>
    public async Task<MovieView> MovieAsync(string id, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri($"v1/movies/{id}", UriKind.Relative), cancellationToken);
        return await ReadAsync<MovieView>(answer, cancellationToken);
    }

    /// <summary>Shows a movie's art.</summary>
    public async Task<AssetsView> AssetsAsync(string id, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri($"v1/movies/{id}/assets", UriKind.Relative), cancellationToken);
        return await ReadAsync<AssetsView>(answer, cancellationToken);
    }

    /// <summary>Reads what lies at a path.</summary>
    /// <returns>The answer's data, or null when there is no such thing.</returns>
    public async Task<T?> FindAsync<T>(string path, CancellationToken cancellationToken)
        where T : class
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return answer.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync<T>(answer, cancellationToken);
    }

    /// <summary>Reads what lies at a path.</summary>
    public async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return await ReadAsync<T>(answer, cancellationToken);
    }

    /// <summary>Sends a body to a path.</summary>
    /// <returns>The answer's data.</returns>
    public async Task<T> PostAsync<T>(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync(path, body, cancellationToken);
        return await ReadAsync<T>(answer, cancellationToken);
    }

    /// <summary>Begins a verification, or joins the one that is under way.</summary>
    public async Task BeginVerificationAsync(CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsync(new Uri("v1/verification", UriKind.Relative), null, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Conflict) await ReadAsync<JsonObject>(answer, cancellationToken);
    }

    /// <summary>Shows the last verification.</summary>
    public async Task<VerificationView> VerificationAsync(CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(new Uri("v1/verification", UriKind.Relative), cancellationToken);
        return await ReadAsync<VerificationView>(answer, cancellationToken);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode)
        {
            return (await answer.Content.ReadFromJsonAsync<Envelope<T>>(Json, cancellationToken))!.Data;
        }

        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        var problem = ReadProblem(text);
        var detail = problem?["detail"]?.GetValue<string>() ?? text;
        throw new MetarrApiException(
            $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri} answered {(int)answer.StatusCode}: {detail}")
        {
            Status = answer.StatusCode, Code = problem?["code"]?.GetValue<string>(), JobId = problem?["jobId"]?.GetValue<string>(),
        };
    }

    private static JsonObject? ReadProblem(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            // Something before the app answered; its words are shown as they are.
            return null;
        }
    }

    private sealed record Envelope<T>(T Data);
}

/// <summary>The app refused a request.</summary>
internal sealed class MetarrApiException(string message) : Exception(message)
{
    /// <summary>The status it answered with.</summary>
    public HttpStatusCode Status { get; init; }

    /// <summary>The stable code of the refusal, when the app gave one.</summary>
    public string? Code { get; init; }

    /// <summary>The job that is in the way, when one is.</summary>
    public string? JobId { get; init; }
}

/// <summary>A job, as far as the command shows it.</summary>
internal sealed record JobView(string Id, string State, string? Reason, ProgressView? Progress, SummaryView? Summary)
{
    public bool IsFinished => State is "completed" or "skipped" or "failed";
}

/// <summary>How far a job has come.</summary>
internal sealed record ProgressView(string Phase, int Done, int Total);

/// <summary>What a job did.</summary>
internal sealed record SummaryView(
    int Candidates,
    int Analyzed,
    long DownloadedBytes,
    int Duplicates,
    int Unusable,
    IReadOnlyDictionary<string, int> Selected,
    int Changed,
    double BestScore,
    double Completeness,
    bool Partial,
    long Milliseconds);

/// <summary>A movie, as far as the command shows it.</summary>
internal sealed record MovieView(string Id, MetadataView Metadata, IReadOnlyDictionary<string, string> Sources);

/// <summary>What a movie is called.</summary>
internal sealed record MetadataView(string? Title, DateOnly? ReleaseDate);

/// <summary>A movie's art.</summary>
internal sealed record AssetsView(IReadOnlyList<AssetTypeView> Types);

/// <summary>The art of one type.</summary>
internal sealed record AssetTypeView(string Type, IReadOnlyList<CandidateView> Candidates);

/// <summary>A candidate.</summary>
internal sealed record CandidateView(string Key, string Provider, string Decision, int? Rank, AnalysisView? Analysis);

/// <summary>A verification of the kept files.</summary>
internal sealed record VerificationView(string State, VerificationReportView Report);

/// <summary>What a verification found.</summary>
internal sealed record VerificationReportView(
    int Titles, int People, int Files, int Mended, int Cleared, int UnmendedCount, IReadOnlyList<UnmendedFileView> Unmended);

/// <summary>A damaged file that could not be stored again.</summary>
internal sealed record UnmendedFileView(string? TitleId, int? PersonId, string Type, string Sha256, string Damage, string Reason);

/// <summary>What a candidate's bytes showed.</summary>
internal sealed record AnalysisView(string Sha256, int Width, int Height);
