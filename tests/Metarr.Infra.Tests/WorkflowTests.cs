using System.Text.RegularExpressions;

namespace Metarr.Infra.Tests;

public sealed partial class WorkflowTests
{
    public static TheoryData<string> Workflows => [.. Directory.EnumerateFiles(Repository.PathOf(".github", "workflows")).Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Actions_are_of_a_version(string workflow)
    {
        var used = Used().Matches(Repository.Read(".github", "workflows", workflow)).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(used);
        Assert.All(used, action => Assert.True(Versioned().IsMatch(action) || action.StartsWith("./", StringComparison.Ordinal), $"{action} follows whatever is newest."));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_may_read_and_asks_for_more_job_by_job_and_holds_no_secret(string workflow)
    {
        var text = Repository.Read(".github", "workflows", workflow);

        Assert.Contains("\npermissions:\n  contents: read\n\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("write-all", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secrets.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_release_is_deployed_with_the_choices_that_were_made_by_hand()
    {
        var release = Repository.Read(".github", "workflows", "release.yml");
        var choices = Choice().Matches(Repository.Read("infra", "main.bicepparam"))
            .Select(match => (Name: match.Groups[1].Value, Default: match.Groups[2].Value))
            .Where(choice => choice.Name.StartsWith("METARR_", StringComparison.Ordinal))
            .Select(choice => $"{choice.Name}: ${{{{ vars.{choice.Name}{(choice.Default.Length == 0 ? "" : $" || '{choice.Default}'")} }}}}\n")
            .ToList();

        Assert.NotEmpty(choices);
        Assert.All(choices, choice => Assert.Contains(choice, release, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"readEnvironmentVariable\('(\w+)', '([^']*)'\)")]
    private static partial Regex Choice();

    [GeneratedRegex(@"uses: (\S+)")]
    private static partial Regex Used();

    [GeneratedRegex(@"@v\d+(\.\d+)*$")]
    private static partial Regex Versioned();
}
