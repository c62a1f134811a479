using Metarr.LocalRuntime.Durable;
using Metarr.LocalRuntime.Hosting.Orchestrations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.LocalRuntime.Tests.Hosting;

/// <summary>Activities as the engine calls them.</summary>
public sealed class DurableFunctionsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_activity_gets_its_input_from_json_and_its_services_from_a_scope()
    {
        await using var app = await TestApp.StartAsync(typeof(Activities), builder => builder.Services.AddScoped<Greeting>());
        Assert.Equal("Hello Alien of i1", await CallAsync(app, "greet", """{"title":"Alien","year":1979}"""));
    }

    [Fact]
    public async Task An_activity_without_an_input_gets_null_and_one_that_needs_a_number_fails()
    {
        await using var app = await TestApp.StartAsync(typeof(Activities), builder => builder.Services.AddScoped<Greeting>());
        Assert.Equal("nothing", await CallAsync(app, "optional", null));
        await Assert.ThrowsAsync<InvalidOperationException>(() => CallAsync(app, "number", null));
        Assert.Equal(4, await CallAsync(app, "number", "2"));
    }

    [Fact]
    public async Task Only_functions_that_exist_are_known_and_names_do_not_mind_their_case()
    {
        await using var app = await TestApp.StartAsync(typeof(Activities), builder => builder.Services.AddScoped<Greeting>());
        var functions = app.Services.GetRequiredService<DurableFunctions>();
        Assert.True(functions.HasActivity("GREET"));
        Assert.True(functions.HasActivity("renamed"));
        Assert.False(functions.HasActivity("original"));
        Assert.False(functions.HasOrchestrator("greet"));
    }

    private static Task<object?> CallAsync(TestApp app, string name, string? input) =>
        app.Services.GetRequiredService<DurableFunctions>().RunActivityAsync(
            new DurableActivityCall(name, "i1", 1, input, new JsonDataConverter(System.Text.Json.JsonSerializerOptions.Web)), Cancel);

    public sealed class Activities(Greeting greeting)
    {
        [Function("greet")]
        public async Task<string> Greet([ActivityTrigger] Film film, string instanceId, CancellationToken cancellationToken)
        {
            await Task.Delay(1, cancellationToken);
            return $"{greeting.Word} {film.Title} of {instanceId}";
        }

        [Function("optional")]
        public static string Optional([ActivityTrigger] Film? film) => film?.Title ?? "nothing";

        [Function("number")]
        public static int Twice([ActivityTrigger] int number) => number * 2;

        [Function("original")]
        public static void Renamed([ActivityTrigger(Activity = "renamed")] FunctionContext context) => _ = context;
    }

    public sealed record Film(string Title, int Year);

    public sealed class Greeting
    {
        public string Word { get; } = "Hello";
    }
}
