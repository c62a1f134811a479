using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Metarr.Functions;
using Metarr.Infra.Tests.Bicep;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Metarr.Infra.Tests;

public sealed partial class SettingsTests
{
    /// <summary>What Flex Consumption takes from elsewhere, and refuses as a setting.</summary>
    private static readonly HashSet<string> ToldOtherwise = ["FUNCTIONS_WORKER_RUNTIME"];

    /// <summary>A connection that is told part by part.</summary>
    private static readonly HashSet<string> ToldInParts = ["AzureWebJobsStorage"];

    private static readonly IReadOnlyDictionary<string, Expression> Given = AppSettings.Given();

    [Fact]
    public void Every_setting_that_a_binding_names_is_given()
    {
        var named = Bindings().SelectMany(binding => Named().Matches(binding)).Select(match => match.Groups[1].Value).Distinct().Order().ToList();

        Assert.Contains("WebhooksQueue", named);
        Assert.Contains("RefreshSchedule", named);
        Assert.Empty(named.Except(Given.Keys));
    }

    [Fact]
    public void Every_setting_of_the_sample_is_given()
    {
        var sample = JsonNode.Parse(Repository.Read("local.settings.sample.json"))!["Values"]!.AsObject().Select(setting => setting.Key);

        var wanted = sample.Where(name => !ToldOtherwise.Contains(name) && !(ToldInParts.Contains(name) && Given.Keys.Any(given => given.StartsWith(name + "__", StringComparison.Ordinal))));

        Assert.Empty(wanted.Except(Given.Keys));
    }

    [Fact]
    public void A_setting_that_the_platform_refuses_is_not_given() => Assert.Empty(ToldOtherwise.Intersect(Given.Keys));

    [Fact]
    public void Keys_and_passwords_come_from_the_vault()
    {
        var secrets = Given.Where(setting => setting.Key.StartsWith("Providers__", StringComparison.Ordinal) || setting.Key.StartsWith("Webhooks__", StringComparison.Ordinal)).ToList();

        Assert.Equal(11, secrets.Count);
        Assert.All(secrets, setting => Assert.StartsWith("@Microsoft.KeyVault(SecretUri=", Assert.IsType<Text>(setting.Value).Pieces[0]));
    }

    [Fact]
    public void The_secrets_that_the_document_tells_are_those_that_the_app_reads()
    {
        var read = Given.Values.OfType<Text>().Where(text => text.Pieces[0].StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal))
            .Select(text => text.Pieces[^1].TrimEnd(')')).Order();

        var told = MarkdownTable.Below(Repository.Read("docs", "deploy.md"), "Secrets").Select(row => row[0].Trim('`')).Order();

        Assert.Equal(read, told);
    }

    [Fact]
    public void The_host_of_the_scheduler_differs_in_nothing_but_where_histories_are_kept()
    {
        var (usual, scheduler) = (Host("host.json"), Host("host.durableTaskScheduler.json"));
        var durable = scheduler["extensions"]!["durableTask"]!.AsObject();

        Assert.Equal("azureManaged", durable["storageProvider"]!["type"]!.GetValue<string>());
        Assert.Contains(durable["storageProvider"]!["connectionStringName"]!.GetValue<string>(), Given.Keys);
        Assert.Contains(durable["hubName"]!.GetValue<string>().Trim('%'), Given.Keys);
        durable.Remove("storageProvider");
        durable["hubName"] = usual["extensions"]!["durableTask"]!["hubName"]!.GetValue<string>();
        Assert.True(JsonNode.DeepEquals(usual, scheduler), "Change host.json and host.durableTaskScheduler.json together.");
    }

    private static JsonObject Host(string name) => JsonNode.Parse(Repository.Read(name))!.AsObject();

    /// <summary>The texts of all bindings: of functions, of their parameters, and of the properties of what they return.</summary>
    private static IEnumerable<string> Bindings() =>
        from type in typeof(MetarrServices).Assembly.GetTypes()
        from member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        from data in member.GetCustomAttributesData().Concat(OfParameters(member))
        where typeof(BindingAttribute).IsAssignableFrom(data.AttributeType)
        from argument in data.ConstructorArguments.Concat(data.NamedArguments.Select(named => named.TypedValue))
        where argument.Value is string
        select (string)argument.Value!;

    private static IEnumerable<CustomAttributeData> OfParameters(MemberInfo member) =>
        (member as MethodInfo)?.GetParameters().SelectMany(parameter => parameter.GetCustomAttributesData()) ?? [];

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Named();
}
