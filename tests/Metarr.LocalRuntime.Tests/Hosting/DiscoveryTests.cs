using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Metarr.LocalRuntime.Tests.Hosting;

public sealed class DiscoveryTests
{
    [Theory]
    [InlineData(typeof(TwiceA), typeof(TwiceB), "'same' cannot be served: its name is used by")]
    [InlineData(typeof(RouteA), typeof(RouteB), "conflicts with that of the function 'routeA'")]
    [InlineData(typeof(NoTrigger), null, "'noTrigger' cannot be served: it has 0 trigger parameters")]
    [InlineData(typeof(WrongTrigger), null, "'wrongTrigger' cannot be served: its trigger parameter 'text' is of type String")]
    [InlineData(typeof(NotPublic), null, "'notPublic' cannot be served")]
    [InlineData(typeof(AsyncVoid), null, "'asyncVoid' cannot be served: it is async void")]
    [InlineData(typeof(Unfillable), null, "'unfillable' cannot be served: nothing can fill its parameter 'client'")]
    [InlineData(typeof(BadSchedule), null, "'badSchedule' cannot be served: 'every day' is no schedule")]
    [InlineData(typeof(BadSetting), null, "names the setting 'NoSuchSetting', which is not configured")]
    [InlineData(typeof(BadRoute), null, "'badRoute' cannot be served: its route 'api/{id' is no route template")]
    [InlineData(typeof(BadName), null, "'bad name' cannot be served")]
    public void A_wrong_function_fails_with_a_sentence_that_names_it(Type first, Type? second, string sentence)
    {
        Type[] types = second is null ? [first] : [first, second];
        var failure = Assert.Throws<InvalidOperationException>(() => TestApp.Build(types, _ => { }));
        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_route_for_other_methods_is_no_conflict()
    {
        using var host = TestApp.Build([typeof(RouteA), typeof(RoutePost)], _ => { });
        Assert.NotNull(host);
    }

    [Theory]
    [InlineData("true", 404)]
    [InlineData("1", 404)]
    [InlineData("false", 200)]
    public async Task A_function_that_a_setting_switches_off_is_not_served(string value, int status)
    {
        await using var app = await TestApp.StartAsync(typeof(HttpTests.Routes), $"--AzureWebJobs.WhatMethod.Disabled={value}");

        using var answer = await app.Http.GetAsync("api/WhatMethod", TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    public static class TwiceA
    {
        [Function("same")]
        public static void Run([HttpTrigger(Route = "a")] HttpRequest request) => _ = request;
    }

    public static class TwiceB
    {
        [Function("Same")]
        public static void Run([HttpTrigger(Route = "b")] HttpRequest request) => _ = request;
    }

    public static class RouteA
    {
        [Function("routeA")]
        public static void Run([HttpTrigger("get", Route = "films/{id}")] HttpRequest request) => _ = request;
    }

    public static class RouteB
    {
        [Function("routeB")]
        public static void Run([HttpTrigger("get", "put", Route = "Films/{film}")] HttpRequest request) => _ = request;
    }

    public static class RoutePost
    {
        [Function("routePost")]
        public static void Run([HttpTrigger("post", Route = "films/{id}")] HttpRequest request) => _ = request;
    }

    public static class NoTrigger
    {
        [Function("noTrigger")]
        public static void Run(HttpRequest request) => _ = request;
    }

    public static class WrongTrigger
    {
        [Function("wrongTrigger")]
        public static void Run([HttpTrigger] string text) => _ = text;
    }

    public static class NotPublic
    {
        [Function("notPublic")]
        internal static void Run([HttpTrigger] HttpRequest request) => _ = request;
    }

    public static class AsyncVoid
    {
        [Function("asyncVoid")]
        public static async void Run([HttpTrigger] HttpRequest request) => await Task.FromResult(request);
    }

    public static class Unfillable
    {
        [Function("unfillable")]
        public static void Run([HttpTrigger] HttpRequest request, HttpClient client) => _ = client;
    }

    public static class BadSchedule
    {
        [Function("badSchedule")]
        public static void Run([TimerTrigger("every day")] TimerInfo timer) => _ = timer;
    }

    public static class BadSetting
    {
        [Function("badSetting")]
        public static void Run([QueueTrigger("%NoSuchSetting%")] string message) => _ = message;
    }

    public static class BadRoute
    {
        [Function("badRoute")]
        public static void Run([HttpTrigger(Route = "{id")] HttpRequest request) => _ = request;
    }

    public static class BadName
    {
        [Function("bad name")]
        public static void Run([HttpTrigger] HttpRequest request) => _ = request;
    }
}
