using Metarr.Functions.Surface;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.Functions.Triggers;

/// <summary>Describes the API to those who call it.</summary>
public static class OpenApiTriggers
{
    private const string Route = "openapi.json";

    /// <summary>Shows the OpenAPI document.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200 with the document.</returns>
    [ApiOperation("Describes this API by OpenAPI 3.1.", AnswerType = "application/json")]
    [Function("GetOpenApi")]
    public static IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Route)] HttpRequest request)
    {
        var server = request.Path.Value![..^Route.Length].TrimEnd('/');
        return Results.Json(OpenApiDocument.Of(typeof(OpenApiTriggers).Assembly, server.Length == 0 ? "/" : server));
    }
}
