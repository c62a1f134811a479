namespace Metarr.LocalRuntime.Tables;

/// <summary>The column names of one answer, so that a name that stands in each of a thousand entities is one string.</summary>
internal sealed class NameCache
{
    private readonly Dictionary<string, string> _names = new(Utf8NameComparer.Instance);
    private readonly Dictionary<string, string> _annotated = new(StringComparer.Ordinal);

    /// <summary>The name that is written so in UTF-8.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        var names = _names.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (names.TryGetValue(utf8, out _, out var known))
            return known;
        var name = System.Text.Encoding.UTF8.GetString(utf8);
        _names[name] = name;
        return name;
    }

    /// <summary>One string for all that are equal.</summary>
    public string Intern(string text) => _names.TryGetValue(text, out var known) ? known : _names[text] = text;

    /// <summary>The column that a type annotation is about.</summary>
    public string WithoutSuffix(string annotation) => _annotated.TryGetValue(annotation, out var column)
        ? column
        : _annotated[annotation] = Intern(annotation[..^TableWords.TypeSuffix.Length]);
}
