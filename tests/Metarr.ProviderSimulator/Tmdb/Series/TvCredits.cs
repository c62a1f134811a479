using System.Text.Json.Nodes;

namespace Metarr.ProviderSimulator.Tmdb.Series;

/// <summary>Credits of a series in the form that counts episodes.</summary>
internal static class TvCredits
{
    /// <summary>Makes <c>aggregate_credits</c> from <c>credits</c>: a person's parts and jobs become lists.</summary>
    public static JsonObject Aggregate(JsonObject credits, int episodes)
    {
        foreach (var member in credits["cast"]!.AsArray().OfType<JsonObject>())
        {
            var count = Math.Max(1, episodes - (int)member["order"]! / 2);
            member["roles"] = new JsonArray(Take(member, "character", count));
            member["total_episode_count"] = count;
            member.Remove("cast_id");
        }
        foreach (var member in credits["crew"]!.AsArray().OfType<JsonObject>())
        {
            member["jobs"] = new JsonArray(Take(member, "job", episodes));
            member["total_episode_count"] = episodes;
        }
        return credits;
    }

    private static JsonObject Take(JsonObject member, string name, int episodes)
    {
        member.Remove("credit_id", out var creditId);
        member.Remove(name, out var value);
        return new() { ["credit_id"] = creditId, [name] = value, ["episode_count"] = episodes };
    }
}
