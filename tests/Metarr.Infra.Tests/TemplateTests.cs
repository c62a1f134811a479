using Metarr.Infra.Tests.Bicep;

namespace Metarr.Infra.Tests;

public sealed class TemplateTests
{
    private static readonly Templates Ours = Templates.In(Repository.PathOf("infra"));

    [Fact]
    public void The_templates_have_no_fault()
    {
        Assert.Empty(Ours.Problems);
        Assert.Contains(Ours.Files.Keys, path => path.EndsWith("main.bicepparam", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_template_is_used()
    {
        var called = Ours.Files.Values.SelectMany(file => file.Declarations)
            .Where(declaration => declaration.Kind is DeclarationKind.Module or DeclarationKind.Using)
            .Select(declaration => Path.GetFileName(declaration.Type));
        var there = Ours.Files.Keys.Select(Path.GetFileName).Where(name => name != "main.bicepparam");

        Assert.Equal(there.Order(), called.Distinct().Order());
    }

    [Fact]
    public void Every_role_that_is_known_is_given_to_somebody()
    {
        var written = Ours.Files.Values.SelectMany(Walk.All).OfType<Text>().SelectMany(text => text.Pieces).ToList();

        Assert.All(ResourceRules.Roles.Keys, id => Assert.Contains(id, written));
    }

    [Fact]
    public void What_the_document_says_a_deployment_makes_is_what_the_templates_declare()
    {
        var declared = Ours.Files.Values.SelectMany(Walk.Resources)
            .Where(resource => !resource.IsExisting && resource.Type.StartsWith("Microsoft.", StringComparison.Ordinal))
            .Select(resource => resource.Type.Split('@')[0]).Distinct().Order();

        var told = MarkdownTable.Below(Repository.Read("docs", "deploy.md"), "What a deployment makes").Select(row => row[0].Trim('`')).Order();

        Assert.Equal(declared, told);
    }

    [Fact]
    public void The_roles_that_the_document_tells_are_those_that_are_given()
    {
        var told = MarkdownTable.Below(Repository.Read("docs", "security.md"), "Roles").Select(row => row[0]).Order();

        Assert.Equal(ResourceRules.Roles.Values.Order(), told);
    }

    [Theory]
    [InlineData("param a string\noutput b string = c", "'c' is not declared")]
    [InlineData("var a = 1\nvar a = 2\noutput b int = a", "'a' is declared twice")]
    [InlineData("var a = 1", "'a' is declared and not used")]
    [InlineData("@description('x')\nparam a text\n@description('x')\noutput b string = a", "'text' is no type")]
    [InlineData("@description('x')\noutput b string = reverse('a')", "'reverse' is no function")]
    [InlineData("@description('x')\noutput b string = 'a", "the string has no end")]
    [InlineData("@description('x')\noutput b string = 'a${1", "the string has no end")]
    [InlineData("@description('x')\noutput b array = [1", "stands where a line break or ']' should")]
    [InlineData("@description('x')\noutput b object = { a: 1 b: 2 }", "stands where a line break or '}' should")]
    [InlineData("@description('x')\noutput b string = true ? 'a'", "stands where ':' should")]
    [InlineData("import 'a'", "'import' declares nothing that is known here")]
    [InlineData("output b string = 'a'", "'b' has no description")]
    [InlineData("@description('x')\noutput b string = '00000000-0000-0000-0000-000000000001'", "is none of the known roles")]
    [InlineData("@description('x')\noutput b string = 'AccountKey=abc'", "a secret does not belong into a template")]
    [InlineData("@description('x')\nparam apiKey string\n@description('x')\noutput b string = apiKey", "'apiKey' is a secret and not secure")]
    [InlineData("@secure()\n@description('x')\nparam password string = 'a'\nvar b = password", "is a secret with a default")]
    [InlineData("@description('x')\noutput accessKey string = 'a'", "would show a secret")]
    [InlineData("resource a 'Microsoft.Web/sites' = { name: 'a' }", "is no type")]
    [InlineData("resource a 'Microsoft.Web/serverfarms@2024-11-01-preview' = { name: 'a' }", "is no stable version")]
    [InlineData("resource a 'Microsoft.Web/serverfarms@2024-11-01' = { location: 'b' }", "'a' has no name")]
    [InlineData("resource a 'Microsoft.Web/serverfarms@2024-11-01' = { name: b.listKeys() }", "'b' is not declared")]
    [InlineData("resource a 'Microsoft.Web/serverfarms@2024-11-01' = { name: 'a'\n tags: listKeys('b', 'c') }", "reads a secret into the deployment")]
    [InlineData("resource a 'Microsoft.Web/serverfarms@2024-11-01' = [for b in ['c']: { name: d }]", "'d' is not declared")]
    [InlineData("resource a 'Microsoft.Web/serverfarms@2024-11-01' existing = { name: 'a' }", "'a' is declared and not used")]
    [InlineData(
        "resource a 'Microsoft.Storage/storageAccounts@2024-01-01' = { name: 'a'\n properties: { allowSharedKeyAccess: true } }",
        "does not set properties.allowSharedKeyAccess to false")]
    [InlineData("resource a 'Microsoft.SignalRService/signalR@2024-03-01' = { name: 'a' }", "does not set properties.disableLocalAuth to true")]
    [InlineData("module a 'absent.bicep' = { name: 'a' }", "there is no module 'absent.bicep'")]
    [InlineData("module a 'other.bicep' = { name: 'a' }", "module 'a' is not given 'needed'")]
    [InlineData("module a 'other.bicep' = { name: 'a'\n params: { needed: 'b'\n more: 1 } }", "module 'a' asks for no 'more'")]
    [InlineData(
        "module a 'other.bicep' = { name: 'a'\n params: { needed: 'b' } }\n@description('x')\noutput c string = a!.outputs.absent",
        "module 'a' has no output 'absent'")]
    [InlineData("using 'other.bicep'\nparam more = 1\nparam needed = 'a'", "the file of parameters asks for no 'more'")]
    [InlineData("using 'other.bicep'\nparam given = 'a'", "the file of parameters is not given 'needed'")]
    public void A_broken_template_is_found(string source, string fault)
    {
        const string other = "@description('x')\nparam needed string\n@description('x')\nparam given string = needed\n@description('x')\noutput told string = given";

        var checkedFiles = Templates.Of(new Dictionary<string, string> { ["/made/one.bicep"] = source, ["/made/other.bicep"] = other });

        Assert.Contains(checkedFiles.Problems, problem => problem.StartsWith("one.bicep:", StringComparison.Ordinal) && problem.Contains(fault, StringComparison.Ordinal));
        Assert.DoesNotContain(checkedFiles.Problems, problem => problem.StartsWith("other.bicep:", StringComparison.Ordinal));
    }
}
