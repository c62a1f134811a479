using System.Text;
using System.Text.Json;

namespace Metarr.ProviderSimulator.Faults;

/// <summary>Something that goes wrong with one value of a JSON text, the rest of which stays as it is, byte by byte.</summary>
internal sealed class JsonDamage
{
    private static readonly string[] WrongValues =
    [
        "null", "7", "-1", "12.75", "-1e400", "9007199254740993", "true", "\"\"", "\"text\"", "\"N/A\"", "\"0\"", "\"\\udc00\"",
        "\"&amp;\\u00e9\\ud83c\\udfac\"", "[]", "[[]]", "[[[]],{},null,\"x\",3]", "{}", "{\"name\":{\"name\":[]}}",
    ];

    private readonly string name;
    private readonly Func<byte[], JsonPlace, byte[]> apply;

    private JsonDamage(string name, Func<byte[], JsonPlace, byte[]> apply) => (this.name, this.apply) = (name, apply);

    /// <summary>What takes the value away, or puts something in its place that does not belong there.</summary>
    public static IReadOnlyList<JsonDamage> Losses { get; } =
        [new("removed", Remove), new("of the other type", Turn), .. WrongValues.Select(With)];

    /// <summary>What leaves the value where it was, so that nothing may be lost.</summary>
    public static IReadOnlyList<JsonDamage> Harmless { get; } =
        [new("told twice", Twice("null")), new("told before as a list", Twice("[[]]")), new("told before as a record", Twice("{}"))];

    /// <summary>The text with one value damaged.</summary>
    /// <param name="body">The whole text.</param>
    /// <param name="place">Where the value stands in it.</param>
    public byte[] Apply(byte[] body, JsonPlace place) => apply(body, place);

    /// <inheritdoc/>
    public override string ToString() => name;

    /// <summary>A damage that puts something else in the place of the value.</summary>
    /// <param name="json">What stands there then.</param>
    public static JsonDamage With(string json) =>
        new(json, (body, place) => Splice(body, place.Start, place.End, json));

    private static byte[] Remove(byte[] body, JsonPlace place)
    {
        var (start, end) = (place.MemberStart, place.End);
        var (before, behind) = (start - 1, end);
        while (body[behind] is (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t') behind++;
        while (body[before] is (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t') before--;
        if (body[behind] == (byte)',') end = behind + 1;
        else if (body[before] == (byte)',') start = before;
        return Splice(body, start, end, "");
    }

    private static byte[] Turn(byte[] body, JsonPlace place) => Splice(body, place.Start, place.End, place.Kind switch
    {
        JsonTokenType.String => "41",
        JsonTokenType.Number => "\"many\"",
        JsonTokenType.StartObject => $"[{Encoding.UTF8.GetString(body, place.Start, place.End - place.Start)}]",
        JsonTokenType.StartArray => "{\"0\":{}}",
        _ => "{\"is\":true}",
    });

    private static Func<byte[], JsonPlace, byte[]> Twice(string first) => (body, place) => place.IsMember
        ? Splice(body, place.MemberStart, place.MemberStart, Encoding.UTF8.GetString(body, place.MemberStart, place.Start - place.MemberStart) + first + ",")
        : body;

    private static byte[] Splice(byte[] body, int start, int end, string with) =>
        [.. body.AsSpan(0, start), .. Encoding.UTF8.GetBytes(with), .. body.AsSpan(end)];
}
