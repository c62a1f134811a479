using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace Metarr.LocalRuntime.Tests.Hosting;

public sealed class HttpTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_route_value_reaches_the_parameter_of_its_name()
    {
        await using var app = await TestApp.StartAsync(typeof(Routes));
        Assert.Equal("film 42 of de", await app.Http.GetStringAsync("api/v1/films/42?language=de", Cancel));
    }

    [Theory]
    [InlineData("api/files/a/b.png", "a/b.png")]
    [InlineData("api/pages/2", "page 2")]
    [InlineData("api/pages", "page 1")]
    [InlineData("api/titles/3f2504e0-4f89-11d3-9a0c-0305e82c3301/poster", "3f2504e0-4f89-11d3-9a0c-0305e82c3301 Poster")]
    public async Task Route_values_become_what_their_parameters_are(string path, string answer)
    {
        await using var app = await TestApp.StartAsync(typeof(Routes));
        Assert.Equal(answer, await app.Http.GetStringAsync(path, Cancel));
    }

    [Fact]
    public async Task The_context_tells_about_the_function_and_its_trigger()
    {
        await using var app = await TestApp.StartAsync(typeof(Told));
        Assert.Equal(
            "told Metarr.LocalRuntime.Tests.Hosting.HttpTests+Told.Run httpTrigger http 7 de",
            await app.Http.GetStringAsync("api/told/7?language=de", Cancel));
    }

    [Fact]
    public async Task A_body_that_is_no_json_fails_the_invocation_as_in_the_real_worker()
    {
        await using var app = await TestApp.StartAsync(typeof(Results));
        var answer = await app.Http.PostAsync("api/echo", new StringContent("{", null, "application/json"), Cancel);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    [Fact]
    public async Task A_constraint_that_fails_is_not_found_and_a_wrong_method_is_not_allowed()
    {
        await using var app = await TestApp.StartAsync(typeof(Routes));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync("api/v1/films/alien", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await app.Http.DeleteAsync("api/v1/films/42", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_function_without_a_route_answers_at_its_name_to_every_method()
    {
        await using var app = await TestApp.StartAsync(typeof(Routes));
        Assert.Equal("GET", await app.Http.GetStringAsync("api/WhatMethod", Cancel));
        var put = await app.Http.PutAsync("api/whatmethod", null, Cancel);
        Assert.Equal("PUT", await put.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task The_route_prefix_comes_from_the_host_settings()
    {
        await using var app = await TestApp.StartAsync(typeof(Routes), "--AzureFunctionsJobHost:extensions:http:routePrefix=x");
        Assert.Equal("GET", await app.Http.GetStringAsync("x/WhatMethod", Cancel));
    }

    [Fact]
    public async Task A_json_body_reaches_its_parameter_and_the_result_is_written_as_mvc_would()
    {
        await using var app = await TestApp.StartAsync(typeof(Results));
        var answer = await app.Http.PostAsJsonAsync("api/echo", new { title = "Alien", year = 1979 }, Cancel);
        Assert.Equal("""{"title":"Alien","year":1979}""", await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("status", 202, "")]
    [InlineData("content", 200, "text")]
    [InlineData("json", 200, """{"a":1}""")]
    [InlineData("file", 200, "bytes")]
    [InlineData("minimal", 418, "")]
    [InlineData("poco", 200, """{"title":"Alien","year":1979}""")]
    [InlineData("nothing", 200, "")]
    public async Task Every_kind_of_result_is_executed(string route, int status, string body)
    {
        await using var app = await TestApp.StartAsync(typeof(Results));
        var answer = await app.Http.GetAsync($"api/{route}", Cancel);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(body, await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task An_exception_answers_500_and_tells_the_caller_nothing_about_it()
    {
        await using var app = await TestApp.StartAsync(typeof(Results));
        var answer = await app.Http.GetAsync("api/fails", Cancel);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Every_invocation_of_a_class_has_its_own_scope()
    {
        await using var app = await TestApp.StartAsync(typeof(Scoped), builder => builder.Services.AddScoped<Marker>());
        var first = await app.Http.GetStringAsync("api/scoped", Cancel);
        var second = await app.Http.GetStringAsync("api/scoped", Cancel);
        Assert.NotEqual(first, second);
        Assert.StartsWith("same ", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_want_the_key_once_one_is_configured_and_anonymous_ones_never_do()
    {
        await using var app = await TestApp.StartAsync(typeof(Guarded), "--LocalRuntime:FunctionKey=s3cret");
        Assert.Equal("open", await app.Http.GetStringAsync("api/open", Cancel));
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Http.GetAsync("api/closed", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Http.GetAsync("api/closed?code=S3cret", Cancel)).StatusCode);
        Assert.Equal("closed", await app.Http.GetStringAsync("api/closed?code=s3cret", Cancel));
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/closed");
        request.Headers.Add("x-functions-key", "s3cret");
        Assert.Equal("closed", await (await app.Http.SendAsync(request, Cancel)).Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task A_caller_that_hangs_up_cancels_the_function()
    {
        var cancelled = new TaskCompletionSource();
        await using var app = await TestApp.StartAsync(typeof(Endless), builder => builder.Services.AddSingleton(cancelled));
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var call = app.Http.GetAsync("api/endless", HttpCompletionOption.ResponseHeadersRead, hangUp.Token);
        using var answer = await call;
        answer.Dispose();
        await cancelled.Task.WaitAsync(TimeSpan.FromMinutes(2), Cancel);
    }

    [Fact]
    public async Task A_large_upload_is_taken_and_a_larger_one_refused()
    {
        await using var app = await TestApp.StartAsync(typeof(Upload));
        var answer = await app.Http.PostAsync("api/upload", new ByteArrayContent(new byte[40_000_000]), Cancel);
        Assert.Equal("40000000", await answer.Content.ReadAsStringAsync(Cancel));
        using var refused = await PostTooMuchAsync(app.Http.BaseAddress!);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
    }

    [Fact]
    public async Task Middleware_wraps_the_function_and_may_replace_its_result()
    {
        await using var app = await TestApp.StartAsync(typeof(Results), builder => builder.UseMiddleware<Teapot>());
        Assert.Equal(418, (int)(await app.Http.GetAsync("api/fails", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_taken_port_is_given_up_for_the_next_free_one()
    {
        await using var first = await TestApp.StartAsync(typeof(Routes));
        await using var second = await TestApp.StartAsync(typeof(Routes), $"--LocalRuntime:Port={first.Http.BaseAddress!.Port}");
        Assert.NotEqual(first.Http.BaseAddress.Port, second.Http.BaseAddress!.Port);
        Assert.Equal("GET", await second.Http.GetStringAsync("api/WhatMethod", Cancel));
    }

    [Fact]
    public async Task Stopping_lets_a_request_that_runs_finish()
    {
        var gate = new TaskCompletionSource<string>();
        var begun = new SemaphoreSlim(0);
        await using var app = await TestApp.StartAsync(typeof(Waiting), builder => builder.Services.AddSingleton(gate).AddSingleton(begun));
        var answer = app.Http.GetStringAsync("api/waiting", Cancel);
        await begun.WaitAsync(Cancel);
        var stopped = app.StopAsync();
        Assert.False(stopped.IsCompleted);
        gate.SetResult("finished");
        Assert.Equal("finished", await answer);
        await stopped;
    }

    [Fact]
    public async Task Settings_on_the_command_line_fill_the_percent_signs_of_routes()
    {
        await using var app = await TestApp.StartAsync(typeof(NamedRoute), "--FilmRoute=movies");
        Assert.Equal("here", await app.Http.GetStringAsync("api/movies", Cancel));
    }

    /// <summary>Waits for leave to send, as careful clients do: the server refuses before the bytes are on their way.</summary>
    private static async Task<HttpResponseMessage> PostTooMuchAsync(Uri address)
    {
        using var patient = new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(2) };
        using var http = new HttpClient(patient) { BaseAddress = address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/upload") { Content = new ByteArrayContent(new byte[64_000_000]) };
        request.Headers.ExpectContinue = true;
        return await http.SendAsync(request, Cancel);
    }

    public static class Routes
    {
        [Function("Film")]
        public static string Film(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/films/{id:int}")] HttpRequest request, int id, string? language) =>
            $"film {id} of {language}";

        [Function("Files")]
        public static string Files([HttpTrigger("get", Route = "files/{*path}")] HttpRequest request, string path) => path;

        [Function("Pages")]
        public static string Pages([HttpTrigger("get", Route = "pages/{page?}")] HttpRequest request, int page = 1) => $"page {page}";

        [Function("Titles")]
        public static string Titles([HttpTrigger("get", Route = "titles/{id:guid}/{type}")] HttpRequest request, Guid id, Kind type) =>
            $"{id} {type}";

        [Function("WhatMethod")]
        public static string Method([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => request.Method;
    }

    public static class Told
    {
        [Function("told")]
        public static string Run([HttpTrigger(Route = "told/{id}")] HttpRequest request, FunctionContext context)
        {
            var definition = context.FunctionDefinition;
            var data = context.BindingContext.BindingData;
            var (input, output) = (definition.InputBindings["request"].Type, definition.OutputBindings["$return"].Type);
            return $"{definition.Name} {definition.EntryPoint} {input} {output} {data["id"]} {data["language"]}";
        }
    }

    public static class Results
    {
        [Function("echo")]
        public static async Task<IActionResult> Echo([HttpTrigger("post")] HttpRequest request, [FromBody] Film film)
        {
            await Task.Yield();
            return new OkObjectResult(film);
        }

        [Function("status")]
        public static IActionResult Status([HttpTrigger] HttpRequest request) => new StatusCodeResult(202);

        [Function("content")]
        public static IActionResult Content([HttpTrigger] HttpRequest request) => new ContentResult { Content = "text" };

        [Function("json")]
        public static Task<JsonResult> Json([HttpTrigger] HttpRequest request) => Task.FromResult(new JsonResult(new { A = 1 }));

        [Function("file")]
        public static FileStreamResult File([HttpTrigger] HttpRequest request) => new(new MemoryStream("bytes"u8.ToArray()), "image/png");

        [Function("minimal")]
        public static IResult Minimal([HttpTrigger] HttpRequest request) => Microsoft.AspNetCore.Http.Results.StatusCode(418);

        [Function("poco")]
        public static Film Poco([HttpTrigger] HttpRequest request) => new("Alien", 1979);

        [Function("nothing")]
        public static Task Nothing([HttpTrigger] HttpRequest request) => Task.CompletedTask;

        [Function("fails")]
        public static Task<IActionResult> Fails([HttpTrigger] HttpRequest request) => throw new InvalidOperationException("a secret");
    }

    public sealed class Scoped(Marker injected)
    {
        [Function("scoped")]
        public string Run([HttpTrigger] HttpRequest request, FunctionContext context)
        {
            var same = ReferenceEquals(injected, context.InstanceServices.GetRequiredService<Marker>())
                && ReferenceEquals(injected, context.GetHttpContext()!.RequestServices.GetRequiredService<Marker>());
            return $"{(same ? "same" : "different")} {injected.Id}";
        }
    }

    public static class Guarded
    {
        [Function("open")]
        public static string Open([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => "open";

        [Function("closed")]
        public static string Closed([HttpTrigger(AuthorizationLevel.Function)] HttpRequest request) => "closed";
    }

    public sealed class Endless(TaskCompletionSource cancelled)
    {
        [Function("endless")]
        public async Task Run([HttpTrigger] HttpRequest request, CancellationToken cancellationToken)
        {
            await request.HttpContext.Response.Body.FlushAsync(cancellationToken);
            await using var registration = cancellationToken.Register(() => cancelled.TrySetResult());
            await cancelled.Task;
        }
    }

    public sealed class Waiting(TaskCompletionSource<string> gate, SemaphoreSlim begun)
    {
        [Function("waiting")]
        public Task<string> Run([HttpTrigger] HttpRequest request)
        {
            begun.Release();
            return gate.Task;
        }
    }

    public static class Upload
    {
        [Function("upload")]
        public static async Task<string> Run([HttpTrigger("post")] HttpRequest request, CancellationToken cancellationToken)
        {
            var buffer = new byte[65536];
            long total = 0;
            int read;
            while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
                total += read;
            return $"{total}";
        }
    }

    public static class NamedRoute
    {
        [Function("named")]
        public static string Run([HttpTrigger(Route = "%FilmRoute%")] HttpRequest request) => "here";
    }

    public enum Kind
    {
        Poster,
        Fanart,
    }

    public sealed record Film(string Title, int Year);

    public sealed class Marker
    {
        public Guid Id { get; } = Guid.NewGuid();
    }

    public sealed class Teapot : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            try
            {
                await next(context);
            }
            catch (InvalidOperationException failure)
            {
                context.GetLogger<Teapot>().LogInformation(failure, "replaced");
                context.GetInvocationResult().Value = new StatusCodeResult(418);
            }
        }
    }
}
