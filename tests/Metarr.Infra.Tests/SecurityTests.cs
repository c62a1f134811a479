namespace Metarr.Infra.Tests;

public sealed class SecurityTests
{
    private static readonly IReadOnlyList<string[]> Told = MarkdownTable.Below(Repository.Read("docs", "security.md"), "Every function and who may call it");

    [Fact]
    public void The_document_tells_of_every_function_what_triggers_it_and_who_may_call_it()
    {
        var functions = FunctionTable.Read().Select(function => $"{function.Name} {function.Trigger} {function.Level}").ToList();

        var told = Told.Select(row => $"{row[0].Trim('`')} {row[1]} {row[2]}").ToList();

        Assert.Equal(functions.Count, functions.Distinct().Count());
        Assert.Empty(functions.Except(told).Select(function => $"{function}: add its row to docs/security.md"));
        Assert.Empty(told.Except(functions).Select(row => $"{row}: there is no such function"));
        Assert.Equal(functions.Count, told.Count);
    }

    [Fact]
    public void The_document_says_of_every_function_why() =>
        Assert.All(Told, row => Assert.True(row[3].Length > 10, $"{row[0]}: say why its level is right."));

    [Fact]
    public void What_is_open_to_the_host_is_known_by_name()
    {
        var open = FunctionTable.Read().Where(function => function.Level == "Anonymous").Select(function => function.Name).Order();

        Assert.Equal(["GetOpenApi", "Health", "RadarrWebhook", "SonarrWebhook", "ZUnknownRoute"], open);
    }
}
