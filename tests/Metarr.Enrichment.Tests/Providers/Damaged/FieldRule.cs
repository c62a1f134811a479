using Metarr.ProviderSimulator.Faults;

namespace Metarr.Enrichment.Tests.Providers.Damaged;

/// <summary>What is read of a part of a body, and so may change when that part is damaged.</summary>
/// <param name="Shape">The part, items of lists without their numbers: <c>$.images.posters[]</c>.</param>
/// <param name="Families">The families of facts that come from it, set apart by blanks.</param>
/// <param name="Names">The fields by which an item is known; without one of them, and only then, it is lost.</param>
internal sealed record FieldRule(string Shape, string Families, string Names = "")
{
    // Art and people are known by their own fields; of anything else one value at most may be told differently.
    private const int MostOfOneItem = 1;

    public bool Covers(string shape) =>
        shape == Shape || (shape.StartsWith(Shape, StringComparison.Ordinal) && shape[Shape.Length] is '.' or '[');

    /// <summary>What has changed and must not have, in a sentence; null when all is well.</summary>
    public static string? Wrong(
        IReadOnlyList<FieldRule> rules, JsonPlace place, Dictionary<string, string> before, Dictionary<string, string> after)
    {
        var lost = before.Keys.Where(fact => !after.ContainsKey(fact)).ToList();
        var changed = before.Keys.Where(fact => after.TryGetValue(fact, out var now) && now != before[fact]).ToList();
        var added = after.Keys.Where(fact => !before.ContainsKey(fact)).ToList();
        var touched = lost.Concat(changed).Concat(added).Select(BodyFacts.Family).Distinct().ToList();
        var rule = rules.Where(rule => rule.Covers(place.Shape)).MaxBy(rule => rule.Shape.Length);
        var allowed = rules.Where(one => one == rule || one.Shape.StartsWith(place.Shape, StringComparison.Ordinal))
            .SelectMany(one => one.Families.Split(' ')).ToHashSet();
        if (touched.FirstOrDefault(family => !allowed.Contains(family)) is { } other)
            return $"touched {other}: lost {Told(lost)}, changed {Told(changed)}, new {Told(added)}";
        if (rule is null || !place.Shape.Contains("[]", StringComparison.Ordinal)) return null;
        if (lost.Concat(changed).GroupBy(BodyFacts.Family).FirstOrDefault(family => family.Count() > MostOfOneItem) is { } many)
            return $"cost more than one of {many.Key}: {Told([.. many])}";
        return lost.Count > 0 && !MayLose(rule, place) ? $"lost {Told(lost)}" : null;
    }

    private static bool MayLose(FieldRule rule, JsonPlace place) =>
        rule.Names.Length == 0 || place.Shape == rule.Shape || rule.Names.Split(' ').Any(name => place.Shape == $"{rule.Shape}.{name}");

    private static string Told(List<string> facts) => facts.Count == 0 ? "nothing" : string.Join(", ", facts.Take(3));
}
