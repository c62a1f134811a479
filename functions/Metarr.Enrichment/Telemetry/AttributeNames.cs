namespace Metarr.Enrichment.Telemetry;

/// <summary>What the attributes of the app's spans and metrics are called.</summary>
/// <remarks>None ever holds a key, a token, or the query of an address.</remarks>
public static class AttributeNames
{
    /// <summary>How something ended, in lower case, such as <c>completed</c> or <c>rate_limited</c>.</summary>
    public const string Outcome = "metarr.outcome";

    /// <summary>A provider's name, such as <c>tmdb</c>.</summary>
    public const string Provider = "metarr.provider";

    /// <summary>The quota that was asked: a provider's name, or an image host.</summary>
    public const string Budget = "metarr.budget";

    /// <summary>A title, such as <c>movie-603</c>. On spans only: as an attribute of metrics it would make a series per title.</summary>
    public const string TitleId = "metarr.title.id";

    /// <summary>The kind of a title, such as <c>movie</c>.</summary>
    public const string TitleKind = "metarr.title.kind";

    /// <summary>The run's job, as <c>GET v1/jobs/{id}</c> knows it. On spans only.</summary>
    public const string JobId = "metarr.job.id";

    /// <summary>The request's own <c>x-correlation-id</c>.</summary>
    public const string CorrelationId = "metarr.correlation.id";

    /// <summary>The image host, with its port when that is not the default.</summary>
    public const string Host = "server.address";

    /// <summary>A queue's name without prefix, such as <c>enrich-high</c>.</summary>
    public const string Queue = "messaging.destination.name";

    /// <summary>How often a call or a download was repeated.</summary>
    public const string Retries = "metarr.retries";

    /// <summary>How long a call or a download waited for quota, milliseconds, all tries together.</summary>
    public const string QuotaWait = "metarr.quota.wait_ms";

    /// <summary>The status of the last HTTP answer.</summary>
    public const string Status = "http.response.status_code";

    /// <summary>The path of an address, without its query.</summary>
    public const string Path = "url.path";

    /// <summary>How many bytes a download brought.</summary>
    public const string Bytes = "http.response.body.size";

    /// <summary>Whether what was kept was used in place of a call, or the provider said that it is still current.</summary>
    public const string Cached = "metarr.cached";
}
