using System.Text.Json;
using Metarr.LocalRuntime.Hosting.Discovery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Metarr.LocalRuntime.Hosting.Http;

/// <summary>Arguments taken from the HTTP request.</summary>
internal static class HttpParameters
{
    public static ParameterBinding Request { get; } = static context => new(((HttpTriggerData)context.Trigger).Http.Request);

    public static ParameterBinding Body(Type type) => context => ReadAsync(((HttpTriggerData)context.Trigger).Http, type);

    private static async ValueTask<object?> ReadAsync(HttpContext http, Type type)
    {
        if (!http.Request.HasJsonContentType())
            throw new InvalidOperationException($"The request body is of type '{http.Request.ContentType}' and not JSON.");
        var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.JsonSerializerOptions;
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, type, options, http.RequestAborted);
        }
        catch (JsonException invalid)
        {
            throw new InvalidOperationException($"The request body is no valid {type.Name}: {invalid.Message}", invalid);
        }
    }
}
