using System.Net;
using System.Text;
using Metarr.Functions.Tests.Hosting;

namespace Metarr.Functions.Tests.Webhooks;

public sealed class WebhookAccessFlows(LocalServices services)
{
    private const string Body = """{"eventType": "Test"}""";

    private static readonly (string, string)[] Basic = [("Webhooks:Username", "radarr"), ("Webhooks:Password", "s3cret: ü")];

    [Theory]
    [InlineData("radarr:s3cret: ü", HttpStatusCode.OK)]
    [InlineData("radarr:s3cret", HttpStatusCode.Unauthorized)]
    [InlineData("sonarr:s3cret: ü", HttpStatusCode.Unauthorized)]
    [InlineData("", HttpStatusCode.Unauthorized)]
    public async Task With_a_name_and_password_set_only_who_shows_them_is_let_in(string credentials, HttpStatusCode expected)
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms(), Basic);

        using var answer = await app.PostWebhookAsync(
            Body, headers: ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Who_shows_nothing_is_told_how_to_sign_in()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms(), Basic);

        using var answer = await app.PostWebhookAsync(Body);
        using var nonsense = await app.PostWebhookAsync(Body, headers: ("Authorization", "Basic %%%"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Basic", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
        Assert.Equal(HttpStatusCode.Unauthorized, nonsense.StatusCode);
        Assert.Empty(await app.ActivityAsync());
    }

    [Fact]
    public async Task A_key_lets_in_by_header_and_by_query()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms(), ("Webhooks:Key", "the-key"));

        using var byHeader = await app.PostWebhookAsync(Body, headers: ("x-functions-key", "the-key"));
        using var byQuery = await app.PostWebhookAsync(Body, "sonarr?code=the-key");
        using var wrong = await app.PostWebhookAsync(Body, "sonarr?code=another");

        Assert.Equal(HttpStatusCode.OK, byHeader.StatusCode);
        Assert.Equal(HttpStatusCode.OK, byQuery.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
    }

    [Theory]
    [InlineData("old-password", "old-key", HttpStatusCode.OK)]
    [InlineData("new-password", "new-key", HttpStatusCode.OK)]
    [InlineData("", "", HttpStatusCode.Unauthorized)]
    public async Task While_credentials_are_exchanged_the_old_and_the_new_ones_let_in(string password, string key, HttpStatusCode expected)
    {
        await using var app = await TestApp.StartAsync(
            services,
            new PlainFilms(),
            ("Webhooks:Username", "radarr"),
            ("Webhooks:Password", "old-password"),
            ("Webhooks:NextPassword", "new-password"),
            ("Webhooks:Key", "old-key"),
            ("Webhooks:NextKey", "new-key"));

        using var byName = await app.PostWebhookAsync(
            Body, headers: ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"radarr:{password}"))));
        using var byKey = await app.PostWebhookAsync(Body, headers: ("x-functions-key", key));

        Assert.Equal((expected, expected), (byName.StatusCode, byKey.StatusCode));
    }

    [Fact]
    public async Task A_secret_that_the_vault_does_not_have_lets_nobody_in()
    {
        const string reference = "@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/webhooks-key)";
        await using var app = await TestApp.StartAsync(
            services, new PlainFilms(), ("WEBSITE_SITE_NAME", "metarr"), ("Webhooks:Key", reference), ("Webhooks:NextKey", reference));

        using var answer = await app.PostWebhookAsync(Body, headers: ("x-functions-key", reference));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_name_whose_password_is_not_there_lets_nobody_in()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms(), ("Webhooks:Username", "radarr"));

        using var byName = await app.PostWebhookAsync(Body, headers: ("Authorization", "Basic " + Convert.ToBase64String("radarr:"u8)));
        using var without = await app.PostWebhookAsync(Body);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (byName.StatusCode, without.StatusCode));
    }

    [Fact]
    public async Task In_the_cloud_nobody_is_let_in_until_a_way_in_is_set()
    {
        await using var app = await TestApp.StartAsync(services, new PlainFilms(), ("WEBSITE_SITE_NAME", "metarr"));

        using var answer = await app.PostWebhookAsync(Body);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
