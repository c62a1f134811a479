using System.Globalization;
using System.Text;
using System.Text.Json;
using Metarr.Enrichment.Providers;
using Metarr.ProviderSimulator.Faults;

namespace Metarr.Enrichment.Tests.Providers.Damaged;

/// <summary>Every sort of value in every body is damaged in turn; the rest of the body must be read as if nothing had happened.</summary>
public sealed class DamagedBodyTests
{
    private const string UnknownFields =
        "\"\\ud83c\\udfac\":{\"id\":[1,{\"status\":null}]},\"\":\"\",\"__proto__\":[[]],\"x y\":1e300,";

    private static readonly JsonSerializerOptions WithLines = new() { WriteIndented = true, NewLine = "\r\n" };

    public static TheoryData<string> Bodies { get; } = [.. ReadableBodies.All.Keys];

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_damaged_value_costs_nothing_but_itself(string name)
    {
        var body = ReadableBodies.Get(name);
        var whole = body.Facts(body.Bytes);
        var wrong = new List<string>();
        foreach (var place in body.Places())
        {
            foreach (var damage in JsonDamage.Losses)
            {
                if (Fault(body, whole, place, damage) is { } fault) wrong.Add($"{place.Path} <- {damage}: {fault}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_value_told_twice_counts_as_it_is_told_last(string name)
    {
        var body = ReadableBodies.Get(name);
        var whole = body.Facts(body.Bytes);
        foreach (var place in body.Places())
        {
            foreach (var damage in JsonDamage.Harmless) Assert.Equal(whole, body.Facts(damage.Apply(body.Bytes, place)));
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void How_a_body_is_written_makes_no_difference(string name)
    {
        var body = ReadableBodies.Get(name);
        var whole = body.Facts(body.Bytes);

        Assert.Equal(whole, body.Facts(Spaced(body.Bytes)));
        Assert.Equal(whole, body.Facts(Rewritten(body.Bytes, place => place.Kind is JsonTokenType.String, Escaped)));
        Assert.Equal(whole, body.Facts(Rewritten(body.Bytes, HasFields, begin => begin + UnknownFields)));
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_body_cut_off_anywhere_is_unavailable(string name)
    {
        var body = ReadableBodies.Get(name);
        var end = body.Bytes.AsSpan().TrimEnd("\r\n\t "u8).Length;
        var step = Math.Max(1, end / 250);
        for (var length = 0; length < end; length += step)
            Assert.IsType<ProviderResult.Unavailable>(body.Read(body.Bytes[..length]));
    }

    private static string? Fault(ReadableBody body, Dictionary<string, string> whole, JsonPlace place, JsonDamage damage) =>
        body.Read(damage.Apply(body.Bytes, place)) switch
        {
            ProviderResult.Fetched read => FieldRule.Wrong(body.Rules, place, whole, BodyFacts.Of(read)),
            ProviderResult.Unavailable when body.Essential.Contains(place.Path) => null,
            var other => $"the whole answer is {other.GetType().Name}",
        };

    private static byte[] Spaced(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        return Encoding.UTF8.GetBytes("\r\n" + JsonSerializer.Serialize(document.RootElement, WithLines) + "\r\n\t");
    }

    private static string Escaped(string json) => "\"" + string.Concat(
        JsonSerializer.Deserialize<string>(json)!.Select(unit => "\\u" + ((int)unit).ToString("x4", CultureInfo.InvariantCulture))) + "\"";

    private static bool HasFields(JsonPlace place) => place.Kind is JsonTokenType.StartObject && place.End > place.Start + 2;

    /// <summary>The body with some values, or the brackets that begin them, written anew: the last first, so that the rest keeps its place.</summary>
    private static byte[] Rewritten(byte[] body, Predicate<JsonPlace> which, Func<string, string> write)
    {
        foreach (var place in JsonPlace.Of(body).Reverse().Where(place => which(place)))
        {
            var end = place.Kind is JsonTokenType.StartObject ? place.Start + 1 : place.End;
            var written = write(Encoding.UTF8.GetString(body, place.Start, end - place.Start));
            body = [.. body.AsSpan(0, place.Start), .. Encoding.UTF8.GetBytes(written), .. body.AsSpan(end)];
        }

        return body;
    }
}
