namespace Metarr.LocalRuntime.Tables;

/// <summary>The column names of one answer, so that a name that stands in each of a thousand entities is one string.</summary>
internal sealed class NameCache
{
    private readonly Dictionary<string, string> names = new(Utf8NameComparer.Instance);
    private readonly Dictionary<string, string> annotated = new(StringComparer.Ordinal);

    /// <summary>The name that is written so in UTF-8.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        var names = this.names.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (names.TryGetValue(utf8, out _, out var known))
            return known;
        var name = System.Text.Encoding.UTF8.GetString(utf8);
        this.names[name] = name;
        return name;
    }

    /// <summary>One string for all that are equal.</summary>
    public string Intern(string text) => names.TryGetValue(text, out var known) ? known : names[text] = text;

    /// <summary>The column that a type annotation is about.</summary>
    public string WithoutSuffix(string annotation) => annotated.TryGetValue(annotation, out var column)
        ? column
        : annotated[annotation] = Intern(annotation[..^TableWords.TypeSuffix.Length]);
}
