using Metarr.Functions.Sharing;
using Microsoft.Extensions.Configuration;

namespace Metarr.Functions.Tests.Sharing;

public sealed class SharingOptionsTests
{
    [Fact]
    public void Nothing_is_shared_unless_it_is_asked_for() => Assert.Null(From(("AzureWebJobsStorage", "own")));

    [Fact]
    public void A_container_alone_lies_in_the_librarys_own_account()
    {
        var options = From(("AzureWebJobsStorage", "own"), ("Storage:Prefix", "alice"), ("ProviderCache:Container", "common"))!;

        Assert.Equal(("own", "common"), (options.Account.ConnectionString, options.Container));
    }

    [Fact]
    public void An_account_of_its_own_is_reached_with_a_managed_identity()
    {
        var options = From(("AzureWebJobsStorage", "own"), ("ProviderCache:AccountName", "shared"))!;

        Assert.Null(options.Account.ConnectionString);
        Assert.Equal(("shared", "provider-cache"), (options.Account.AccountName, options.Container));
    }

    [Fact]
    public void Each_provider_has_its_own_freshness()
    {
        var options = From(("ProviderCache:Connection", "x"), ("ProviderCache:FreshHours", "12"), ("Providers:Fanart:FreshHours", "48"))!;

        Assert.Equal(TimeSpan.FromHours(12), options.Terms["tmdb"].FreshFor);
        Assert.Equal(TimeSpan.FromHours(48), options.Terms["fanart"].FreshFor);
        Assert.Equal(TimeSpan.FromDays(7), From(("ProviderCache:Connection", "x"))!.Terms["omdb"].FreshFor);
    }

    [Theory]
    [InlineData("ProviderCache:FreshHours", "0")]
    [InlineData("Providers:tmdb:FreshHours", "4321")]
    [InlineData("ProviderCache:Container", "No_Such")]
    public void A_value_that_cannot_be_used_is_named(string setting, string value)
    {
        var fault = Assert.Throws<InvalidOperationException>(() => From(("ProviderCache:Connection", "x"), (setting, value)));

        Assert.Contains(setting, fault.Message, StringComparison.Ordinal);
    }

    private static SharingOptions? From(params (string Key, string Value)[] settings) => SharingOptions.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value)).Build());
}
