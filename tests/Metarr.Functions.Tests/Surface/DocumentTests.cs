using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Metarr.Enrichment.Telemetry;
using Metarr.Functions.Surface;
using Metarr.Functions.Tests.Bulk;
using Metarr.Functions.Triggers;
using Microsoft.Extensions.Logging;

namespace Metarr.Functions.Tests.Surface;

/// <summary>What README and the pages in <c>docs</c> tell readers to call, type and look for is there.</summary>
public sealed partial class DocumentTests
{
    private static readonly IReadOnlyList<HttpFunction> Functions =
        [.. HttpFunction.In(typeof(MovieTriggers).Assembly).Where(function => function.Name != UnknownRouteTriggers.Name)];

    [Fact]
    public void Every_request_that_the_pages_name_has_a_function_that_answers_it()
    {
        var named = Pages().SelectMany(page => Request().Matches(page.Text).Concat(Curl().Matches(page.Text)), (page, request) => (
            page.Name,
            Method: request.Groups["method"] is { Success: true, Value: var method } ? method.ToLowerInvariant() : "get",
            Path: "/" + request.Groups["path"].Value)).ToList();

        var unknown = named.Where(request => !Functions.Any(function => Answers(function, request.Method, request.Path)));

        Assert.InRange(named.Count, 50, 500);
        Assert.Empty(unknown);
    }

    [Fact]
    public async Task Every_option_of_a_command_that_the_pages_name_is_one_that_the_command_has()
    {
        var named = Pages().SelectMany(page => Command().Matches(page.Text), (page, command) => (
            page.Name,
            Command: command.Groups["command"].Value,
            Options: Option().Matches(command.Groups["rest"].Value).Select(option => option.Value).ToList())).ToList();
        Assert.InRange(named.Sum(command => command.Options.Count), 15, 500);

        foreach (var (page, command, options) in named)
        {
            var help = (await CommandLine.RunAsync([.. command.Split(' '), "--help"])).Output;
            Assert.Contains(command, help, StringComparison.Ordinal);
            Assert.All(options, option => Assert.True(help.Contains($"  {option} ", StringComparison.Ordinal), $"{page}: metarr {command} has no {option}"));
        }
    }

    [Fact]
    public void The_page_on_operating_lists_every_metric_and_no_other()
    {
        var described = OperationsSection("## Metrics").SelectMany(line => Metric().Matches(line.Split(" | ")[0])).Select(name => name.Groups[1].Value);

        var declared = typeof(MetricNames).GetFields().Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(declared.Order(), described.Order());
    }

    [Fact]
    public void The_page_on_operating_lists_every_event_of_the_apps_log_each_with_an_id_of_its_own()
    {
        var described = OperationsSection("## The log")
            .Where(line => line.StartsWith("| `Metarr.Functions", StringComparison.Ordinal))
            .SelectMany(line => EventIds().Matches(line.Split('|')[3]))
            .SelectMany(ids => Range(ids.Groups[1].Value, ids.Groups[2].Success ? ids.Groups[2].Value : ids.Groups[1].Value));

        var logged = typeof(MovieTriggers).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId)
            .OfType<int>();

        Assert.Equal(logged.Order(), described.Order());
    }

    private static IEnumerable<int> Range(string first, string last) => Enumerable.Range(Number(first), Number(last) - Number(first) + 1);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Whether a function answers a path in which a parameter may stand for itself, for a value or for what is left out.</summary>
    private static bool Answers(HttpFunction function, string method, string path) =>
        function.Methods.Contains(method)
        && Regex.IsMatch(path, $"^{Regex.Replace(Regex.Escape(function.Path), @"\\\{\w+}", "[^/]+")}$");

    private static IEnumerable<string> OperationsSection(string heading) =>
        File.ReadLines(Path.Combine(Root(), "docs", "operations.md"))
            .SkipWhile(line => line != heading).Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal));

    private static IEnumerable<(string Name, string Text)> Pages() =>
        Directory.EnumerateFiles(Path.Combine(Root(), "docs"), "*.md")
            .Append(Path.Combine(Root(), "README.md"))
            .Append(Path.Combine(Root(), "functions", "Metarr.Cli", "PACKAGE.md"))
            .Select(path => (Path.GetFileName(path), File.ReadAllText(path)));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));

    /// <summary>Such as <c>`PUT v1/movies/{id}/locks/{field}`</c>; a path with a <c>…</c> in it is left to the reader.</summary>
    [GeneratedRegex(@"\b(?<method>GET|POST|PUT|PATCH|DELETE) /?(?:api/)?(?<path>(?:v1|webhooks)/[^\s`?…]+|health|openapi\.json)(?=[\s`?])")]
    private static partial Regex Request();

    /// <summary>Such as <c>curl -X POST localhost:7071/api/v1/movies</c>, or <c>api "$URL/api/v1/jobs"</c>.</summary>
    [GeneratedRegex(@"\b(?:curl|api)\s+(?:-\w\s+)??(?:-X\s+(?<method>\w+)\s+)?(?:-O\s+)?['""]?(?:localhost:7071|\$URL)/api/(?<path>[^\s'""?|]+)")]
    private static partial Regex Curl();

    /// <summary>Such as <c>metarr bulk --missing</c>, or the same run from the source.</summary>
    [GeneratedRegex(@"(?:metarr|Metarr\.Cli --) (?<command>demo|serve|enrich|bulk|status|verify|missing|import radarr|import folder)\b(?<rest>[^`\n]*)")]
    private static partial Regex Command();

    [GeneratedRegex("(?<= |`)--[a-z-]+")]
    private static partial Regex Option();

    [GeneratedRegex("`(metarr[^`]+)`")]
    private static partial Regex Metric();

    [GeneratedRegex(@"(\d+)(?: to (\d+))?")]
    private static partial Regex EventIds();
}
