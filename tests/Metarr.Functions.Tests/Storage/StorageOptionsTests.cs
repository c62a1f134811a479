using Metarr.Functions.Storage;
using Microsoft.Extensions.Configuration;

namespace Metarr.Functions.Tests.Storage;

public sealed class StorageOptionsTests
{
    private static readonly string[] Services = ["blob", "queue", "table"];

    [Fact]
    public void An_account_without_addresses_lies_in_the_public_cloud()
    {
        var storage = new StorageClients(Read(("AzureWebJobsStorage:accountName", "films"), ("AzureWebJobsStorage:clientId", "id")));

        Assert.Equal("https://films.blob.core.windows.net/assets", storage.Assets.Uri.AbsoluteUri);
        Assert.Equal("https://films.queue.core.windows.net/webhooks", storage.Queue("webhooks").Uri.AbsoluteUri);
    }

    [Fact]
    public void Addresses_that_are_told_one_by_one_need_no_account()
    {
        var options = Read([.. Services.Select(service => ($"AzureWebJobsStorage:{service}ServiceUri", $"https://films.{service}.example.org/"))]);

        Assert.All(Services, service => Assert.Equal($"https://films.{service}.example.org/", options.AddressOf(service).AbsoluteUri));
        Assert.Equal("https://films.blob.example.org/assets", new StorageClients(options).Assets.Uri.AbsoluteUri);
    }

    [Fact]
    public void Addresses_of_only_some_services_are_too_little()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => Read(("AzureWebJobsStorage:blobServiceUri", "https://films.blob.example.org")));

        Assert.Contains("AzureWebJobsStorage__accountName", failure.Message, StringComparison.Ordinal);
    }

    private static StorageOptions Read(params (string Name, string Value)[] settings) => StorageOptions.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build());
}
