using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Metarr.Functions.Triggers;

namespace Metarr.Functions.Surface;

/// <summary>Describes the API by OpenAPI 3.1, from the functions as they are.</summary>
internal static class OpenApiDocument
{
    private const string Description =
        "Success is {\"data\": …}; failure is application/problem+json (RFC 9457) with a stable 'code' and the 'traceId' of the request.";

    private const string ProblemReference = "#/components/schemas/Problem";

    /// <summary>Makes the document of an assembly's functions.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="server">The address that the paths are below.</param>
    public static JsonObject Of(Assembly assembly, string server)
    {
        var schemas = new JsonSchemas();
        schemas.Components["Problem"] = ProblemSchema();
        var paths = new JsonObject();
        foreach (var function in HttpFunction.In(assembly).Where(function => function.Name != UnknownRouteTriggers.Name))
        {
            var path = paths[function.Path]?.AsObject() ?? [];
            foreach (var method in function.Verbs) path[method] = Operation(function, method, schemas);
            paths[function.Path] = path;
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Metarr Functions",
                ["version"] = assembly.GetName().Version?.ToString(3),
                ["description"] = Description,
                ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = server }),
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas.Components, ["securitySchemes"] = SecuritySchemes() },
        };
    }

    private static JsonObject Operation(HttpFunction function, string method, JsonSchemas schemas)
    {
        var said = function.Operation;
        var operation = new JsonObject
        {
            ["operationId"] = function.Verbs.Count() == 1 ? function.Name : $"{function.Name}By{Capital(method)}",
            ["summary"] = said?.Summary ?? function.Name,
            ["parameters"] = new JsonArray([.. Parameters(function)]),
            ["responses"] = Responses(function, schemas),
        };
        if (said?.Body is { } body)
        {
            operation["requestBody"] = new JsonObject { ["content"] = Content("application/json", schemas.Reference(body)) };
        }

        if (said?.BodyType is { } file) operation["requestBody"] = new JsonObject { ["content"] = Content(file, []), ["required"] = true };

        if (function.NeedsKey)
        {
            operation["security"] = new JsonArray(
                new JsonObject { ["functionKey"] = new JsonArray() }, new JsonObject { ["functionCode"] = new JsonArray() });
        }

        return operation;
    }

    private static IEnumerable<JsonNode> Parameters(HttpFunction function)
    {
        foreach (var name in function.Parameters)
        {
            yield return new JsonObject
            {
                ["name"] = name, ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" },
            };
        }

        foreach (var query in function.Query)
        {
            yield return new JsonObject
            {
                ["name"] = query.Name, ["in"] = "query", ["description"] = query.Description, ["schema"] = JsonSchemas.Of(query.Type),
            };
        }

        if (function.Operation is not { Conditional: true }) yield break;
        yield return new JsonObject
        {
            ["name"] = "If-Match",
            ["in"] = "header",
            ["description"] = "The ETag of what was read; the edit is refused when it has changed since.",
            ["schema"] = new JsonObject { ["type"] = "string" },
        };
    }

    private static JsonObject Responses(HttpFunction function, JsonSchemas schemas)
    {
        var responses = new JsonObject();
        foreach (var status in new[] { function.Operation?.Status ?? 200 }.Concat(function.Operation?.MoreStatuses ?? []))
        {
            responses[Text(status)] = Success(function.Operation, schemas);
        }

        var problems = (function.Operation?.Problems ?? []).Select(ProblemCatalogue.Get);
        foreach (var status in problems.GroupBy(kind => kind.Status).OrderBy(kinds => kinds.Key))
        {
            responses[Text(status.Key)] = Failure(status);
        }

        if (function.NeedsKey) responses["401"] = new JsonObject { ["description"] = "A function key is set, and the request lacks it." };
        return responses;
    }

    private static JsonObject Success(ApiOperationAttribute? said, JsonSchemas schemas)
    {
        var response = new JsonObject { ["description"] = said?.Summary ?? "Done." };
        if (said?.AnswerType is { } mediaType) response["content"] = Content(mediaType, []);
        if (said?.Answer is not { } answer) return response;
        var envelope = new JsonObject
        {
            ["type"] = "object", ["required"] = new JsonArray("data"), ["properties"] = new JsonObject { ["data"] = schemas.Reference(answer) },
        };
        response["content"] = Content("application/json", envelope);
        return response;
    }

    private static JsonObject Failure(IEnumerable<ProblemKind> kinds)
    {
        var codes = new JsonObject { ["enum"] = new JsonArray([.. kinds.Select(kind => (JsonNode)kind.Code)]) };
        var schema = new JsonObject
        {
            ["allOf"] = new JsonArray(
                new JsonObject { ["$ref"] = ProblemReference },
                new JsonObject { ["properties"] = new JsonObject { ["code"] = codes } }),
        };
        return new JsonObject
        {
            ["description"] = string.Join(" ", kinds.Select(kind => $"{kind.Code}: {kind.Meaning}")),
            ["content"] = Content("application/problem+json", schema),
        };
    }

    private static JsonObject ProblemSchema()
    {
        var properties = new JsonObject
        {
            ["type"] = TextSchema("A URN that names the sort of problem."),
            ["title"] = TextSchema("The status in words."),
            ["status"] = new JsonObject { ["type"] = "integer" },
            ["detail"] = TextSchema("A sentence on what went wrong and what to change."),
            ["code"] = TextSchema("The sort of problem; never changes."),
            ["traceId"] = TextSchema("The id under which the logs tell of the request."),
            ["correlationId"] = TextSchema("The request's own 'x-correlation-id', or else the traceId; answers bear it in that header."),
        };
        properties["code"]!["enum"] = new JsonArray([.. ProblemCatalogue.All.Select(kind => (JsonNode)kind.Code)]);
        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("type", "title", "status", "detail", "code", "traceId", "correlationId"),
            ["properties"] = properties,
        };
    }

    private static JsonObject SecuritySchemes() => new()
    {
        ["functionKey"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "x-functions-key" },
        ["functionCode"] = new JsonObject { ["type"] = "apiKey", ["in"] = "query", ["name"] = "code" },
    };

    private static JsonObject Content(string mediaType, JsonObject schema) =>
        new() { [mediaType] = schema.Count == 0 ? [] : new JsonObject { ["schema"] = schema } };

    private static JsonObject TextSchema(string description) => new() { ["type"] = "string", ["description"] = description };

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);

    private static string Capital(string method) => char.ToUpperInvariant(method[0]) + method[1..];
}
