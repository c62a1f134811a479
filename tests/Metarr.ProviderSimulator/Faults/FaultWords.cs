namespace Metarr.ProviderSimulator.Faults;

/// <summary>The bodies of a provider's refusals, in its own words.</summary>
/// <param name="Type">Their media type.</param>
/// <param name="TooMany">With a 429.</param>
/// <param name="Expired">With a 401.</param>
/// <param name="Unknown">With a 404.</param>
internal sealed record FaultWords(string Type, string TooMany, string Expired, string Unknown)
{
    private const string Json = "application/json";

    private static readonly FaultWords Tmdb = new(Json,
        """{"status_code":25,"status_message":"Your request count (41) is over the allowed limit of 40."}""",
        """{"status_code":7,"status_message":"Invalid API key: You must be granted a valid key.","success":false}""",
        """{"success":false,"status_code":34,"status_message":"The resource you requested could not be found."}""");

    private static readonly FaultWords Tvdb = new(Json,
        """{"status":"failure","message":"Too Many Requests","data":null}""",
        """{"status":"failure","message":"Unauthorized","data":null}""",
        """{"status":"failure","message":"Not Found","data":null}""");

    private static readonly FaultWords Fanart = new(Json,
        """{"status":"error","error message":"Rate limit exceeded"}""",
        """{"status":"error","error message":"Invalid API Key"}""",
        """{"status":"error","error message":"Not found"}""");

    /// <summary>OMDb says the first two with a 401 of its own and the third with a 200; a gateway before it can still send these
    /// statuses.</summary>
    private static readonly FaultWords Omdb = new(Json,
        """{"Response":"False","Error":"Request limit reached!"}""",
        """{"Response":"False","Error":"Invalid API key!"}""",
        """{"Response":"False","Error":"Movie not found!"}""");

    /// <summary>What stands before the images speaks to browsers.</summary>
    private static readonly FaultWords Cdn = new("text/html",
        "<html><head><title>429 Too Many Requests</title></head></html>",
        "<html><head><title>401 Authorization Required</title></head></html>",
        "<html><head><title>404 Not Found</title></head></html>");

    /// <summary>The words of a provider, by the first segment of its path.</summary>
    public static FaultWords Of(string provider) => provider switch
    {
        "tvdb" => Tvdb,
        "fanart" => Fanart,
        "omdb" => Omdb,
        _ when provider.EndsWith("-images", StringComparison.Ordinal) => Cdn,
        _ => Tmdb,
    };
}
