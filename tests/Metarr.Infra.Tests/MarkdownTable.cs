namespace Metarr.Infra.Tests;

/// <summary>Reads the tables of the documents, which say what the code is held to.</summary>
internal static class MarkdownTable
{
    /// <summary>The rows of the first table below a heading.</summary>
    public static IReadOnlyList<string[]> Below(string document, string heading)
    {
        var lines = document.Split('\n').SkipWhile(line => !(line.StartsWith('#') && line.TrimStart('#').Trim() == heading)).Skip(1);
        var table = lines.SkipWhile(line => !line.StartsWith('|')).TakeWhile(line => line.StartsWith('|')).Skip(2);
        return [.. table.Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())];
    }
}
