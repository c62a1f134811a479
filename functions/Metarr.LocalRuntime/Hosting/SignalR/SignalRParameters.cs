using System.Reflection;
using System.Text.RegularExpressions;
using Metarr.LocalRuntime.Hosting.Discovery;
using Metarr.LocalRuntime.Hosting.Http;
using Metarr.LocalRuntime.Hosting.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.LocalRuntime.Hosting.SignalR;

/// <summary>What a negotiate function hands to its caller.</summary>
internal static partial class SignalRParameters
{
    public static ParameterBinding ConnectionInfo(ParameterInfo parameter, string hubName, string? userId)
    {
        if (hubName.Length == 0)
            throw new NotSupportedException($"its parameter '{parameter.Name}' names no hub");
        if (parameter.ParameterType != typeof(SignalRConnectionInfo))
            throw new NotSupportedException(
                $"its parameter '{parameter.Name}' is of type {parameter.ParameterType.Name} and must be {nameof(SignalRConnectionInfo)}");
        return context => new(new SignalRConnectionInfo
        {
            Url = new Uri(BaseAddress(context), FunctionsHub.Path(hubName)).ToString(),
            AccessToken = context.InstanceServices.GetRequiredService<HubAccess>().Token(hubName, Expand(userId, context)),
        });
    }

    // The caller reached us under this name, so it can reach the hub under it, too.
    private static Uri BaseAddress(LocalFunctionContext context) => context.Trigger is HttpTriggerData { Http.Request: var request }
        ? new Uri($"{request.Scheme}://{request.Host}")
        : context.InstanceServices.GetRequiredService<LocalRuntimeEndpoint>().BaseAddress;

    private static string? Expand(string? expression, LocalFunctionContext context) => expression is null
        ? null
        : BindingExpression().Replace(expression, match => Value(match.Groups[1].Value, context));

    private static string Value(string name, LocalFunctionContext context)
    {
        const string headers = "headers.";
        const string query = "query.";
        if (context.Trigger is HttpTriggerData { Http.Request: var request })
        {
            if (name.StartsWith(headers, StringComparison.OrdinalIgnoreCase))
                return request.Headers[name[headers.Length..]].ToString();
            if (name.StartsWith(query, StringComparison.OrdinalIgnoreCase))
                return request.Query[name[query.Length..]].ToString();
        }
        return context.Trigger.TryGetValue(name, out var value) ? value?.ToString() ?? "" : "";
    }

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex BindingExpression();
}
