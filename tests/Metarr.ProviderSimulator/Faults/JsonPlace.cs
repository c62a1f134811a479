using System.Text.Json;

namespace Metarr.ProviderSimulator.Faults;

/// <summary>Where a value stands in a JSON text.</summary>
/// <param name="Path">The way to it: <c>$.images.posters[3].width</c>.</param>
/// <param name="Kind">What begins it.</param>
/// <param name="MemberStart">Where its name begins, byte; where it begins itself when it has none.</param>
/// <param name="Start">Where it begins, byte.</param>
/// <param name="End">The byte behind it.</param>
internal sealed record JsonPlace(string Path, JsonTokenType Kind, int MemberStart, int Start, int End)
{
    /// <summary>Whether it has a name; items of lists and the whole text have none.</summary>
    public bool IsMember => MemberStart < Start;

    /// <summary>The path with every number of an item left out: what is the same for all items of a list.</summary>
    public string Shape => string.Join("[]", Path.Split(['[', ']']).Where((_, part) => part % 2 == 0));

    /// <summary>All values of a text, each before those within it.</summary>
    /// <param name="body">A well-formed JSON text.</param>
    /// <exception cref="JsonException">The text is none.</exception>
    public static IReadOnlyList<JsonPlace> Of(ReadOnlySpan<byte> body)
    {
        var places = new List<JsonPlace>();
        var reader = new Utf8JsonReader(body);
        reader.Read();
        Walk(ref reader, "$", (int)reader.TokenStartIndex, places);
        return places;
    }

    private static void Walk(ref Utf8JsonReader reader, string path, int memberStart, List<JsonPlace> places)
    {
        var (kind, start, own) = (reader.TokenType, (int)reader.TokenStartIndex, places.Count);
        places.Add(new(path, kind, memberStart, start, start));
        if (kind is JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var (name, at) = (reader.GetString(), (int)reader.TokenStartIndex);
                reader.Read();
                Walk(ref reader, $"{path}.{name}", at, places);
            }
        }
        else if (kind is JsonTokenType.StartArray)
        {
            for (var item = 0; reader.Read() && reader.TokenType is not JsonTokenType.EndArray; item++)
                Walk(ref reader, $"{path}[{item}]", (int)reader.TokenStartIndex, places);
        }
        places[own] = places[own] with { End = (int)reader.BytesConsumed };
    }
}
