using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Metarr.Enrichment.Library;

/// <summary>Names one title of the library, as <c>{kind}-{value}</c>: <c>movie-603</c>, <c>movie-tt0133093</c>.</summary>
/// <remarks>
/// The value is made of letters, digits and <c>_</c> only, so that it can stand in a URL, a table key, a blob name and an
/// orchestration instance id without escaping.
/// </remarks>
[JsonConverter(typeof(TitleIdJsonConverter))]
public readonly record struct TitleId
{
    /// <summary>The most characters a value may have.</summary>
    public const int MaxValueLength = 64;

    /// <summary>Makes the id of a title.</summary>
    /// <param name="kind">What sort of title it is.</param>
    /// <param name="value">Letters, digits and <c>_</c>, 1 to <see cref="MaxValueLength"/> characters.</param>
    /// <exception cref="ArgumentException">The value has another character or another length.</exception>
    public TitleId(TitleKind kind, string value)
    {
        if (!IsValue(value))
        {
            throw new ArgumentException(
                $"A title's id has 1 to {MaxValueLength} letters, digits or underscores; '{value}' has not.", nameof(value));
        }

        Kind = kind;
        Value = value;
    }

    /// <summary>What sort of title it is.</summary>
    public TitleKind Kind { get; }

    /// <summary>The id within the kind, as it stands in URLs.</summary>
    public string Value { get; }

    /// <summary>The movie with this id.</summary>
    /// <param name="value">The id within the movies.</param>
    /// <returns>The movie's full id.</returns>
    public static TitleId Movie(string value) => new(TitleKind.Movie, value);

    /// <summary>Whether a text can be the value of an id.</summary>
    /// <param name="value">The text to look at.</param>
    /// <returns>True for 1 to <see cref="MaxValueLength"/> letters, digits or underscores.</returns>
    public static bool IsValue([NotNullWhen(true)] string? value) =>
        value is { Length: > 0 and <= MaxValueLength } && value.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>Reads the form that <see cref="ToString"/> writes.</summary>
    /// <param name="text">The text, for example <c>movie-603</c>.</param>
    /// <param name="id">The id when the text is one.</param>
    /// <returns>True when the text is an id.</returns>
    public static bool TryParse(string? text, out TitleId id)
    {
        id = default;
        if (text?.IndexOf('-', StringComparison.Ordinal) is not (> 0 and int dash)) return false;
        var value = text[(dash + 1)..];
        if (KindNamed(text.AsSpan(0, dash)) is not { } kind || !IsValue(value)) return false;
        id = new TitleId(kind, value);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()}-{Value}";

    // Enum.TryParse would also take numbers, blanks around a name, and lists of names.
    private static TitleKind? KindNamed(ReadOnlySpan<char> name)
    {
        foreach (var kind in Enum.GetValues<TitleKind>())
        {
            if (name.Equals(kind.ToString(), StringComparison.OrdinalIgnoreCase)) return kind;
        }

        return null;
    }

    private sealed class TitleIdJsonConverter : JsonConverter<TitleId>
    {
        public override TitleId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var id) ? id : throw new JsonException("Not the id of a title, such as 'movie-603'.");

        public override void Write(Utf8JsonWriter writer, TitleId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
