using Metarr.Functions.Storage;
using Metarr.Functions.Triggers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Metarr.Functions.Tests.Hosting;

public sealed class OutageTests
{
    [Fact]
    public async Task While_the_storage_cannot_be_reached_the_app_says_that_it_cannot_work()
    {
        var settings = new SettingsStore(new StorageClients(new StorageOptions(Nowhere(), AccountName: null, Prefix: "")));
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        using var body = new MemoryStream();
        http.Response.Body = body;

        var answer = await new HealthTriggers(settings).GetAsync(http.Request, TestContext.Current.CancellationToken);
        await answer.ExecuteAsync(http);

        Assert.Equal(StatusCodes.Status503ServiceUnavailable, http.Response.StatusCode);
        Assert.Contains("\"storage-unavailable\"", System.Text.Encoding.UTF8.GetString(body.ToArray()), StringComparison.Ordinal);
    }

    /// <summary>An account behind a port at which nobody listens.</summary>
    private static string Nowhere()
    {
        const string address = "http://127.0.0.1:1/account";
        return $"AccountName=account;AccountKey=a2V5;TableEndpoint={address};BlobEndpoint={address};QueueEndpoint={address}";
    }
}
