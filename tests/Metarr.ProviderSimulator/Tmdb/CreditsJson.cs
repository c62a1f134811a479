using System.Globalization;
using System.Text.Json.Nodes;
using Metarr.ProviderSimulator.Imaging;
using Metarr.ProviderSimulator.Library;

namespace Metarr.ProviderSimulator.Tmdb;

/// <summary>Cast and crew, as <c>/movie/{id}/credits</c> sends them.</summary>
internal static class CreditsJson
{
    private static readonly string[] Roles =
    [
        "the Neighbour", "Inspector Plum", "Captain Oddly", "Grandmother", "the Understudy", "Dr. Fennel", "the Other Twin",
        "Mayor Brack", "Narrator (voice)", "the Cellist", "Sergeant Wren", "Miss Tuppence", "the Ferryman", "Uncle Orlo",
        "the Baker", "Man with Umbrella (uncredited)", "Professor Lint", "the Stationmaster", "Young Ada", "Old Ada", "the Fox",
        "", "Himself", "Landlady", "the Auditor",
    ];

    private static readonly (string Department, string Job)[] Jobs =
    [
        ("Directing", "Director"), ("Writing", "Screenplay"), ("Writing", "Story"), ("Production", "Producer"),
        ("Production", "Executive Producer"), ("Camera", "Director of Photography"), ("Editing", "Editor"),
        ("Sound", "Original Music Composer"), ("Art", "Production Design"), ("Costume & Make-Up", "Costume Design"),
    ];

    /// <summary>The credits of the film or episode with this id.</summary>
    public static JsonObject Body(int id, Dice dice)
    {
        var people = dice.PickSome(InventedPeople.All, dice.Between(26, 44));
        var crew = people.Take(Jobs.Length).Select((person, index) => Crew(person, Jobs[index], dice)).ToList();
        // Who directs often writes as well, and stands in the list once for each job.
        if (dice.Chance(0.5))
            crew.Add(Crew(people[0], ("Writing", "Writer"), dice));
        return new()
        {
            ["id"] = id,
            ["cast"] = new JsonArray([.. people.Skip(Jobs.Length).Select((person, order) => Cast(person, order, dice))]),
            ["crew"] = new JsonArray([.. crew]),
        };
    }

    /// <summary>24 hexadecimal digits, as TMDB's object ids have.</summary>
    public static string ObjectId(Dice dice) =>
        string.Create(CultureInfo.InvariantCulture, $"{dice.Next():x16}{dice.Next() & 0xFFFFFFFF:x8}");

    private static JsonObject Cast(Person person, int order, Dice dice)
    {
        var entry = Entry(person, "Acting");
        entry["cast_id"] = order + 1;
        entry["character"] = dice.Pick(Roles);
        entry["credit_id"] = ObjectId(dice);
        entry["order"] = order;
        return entry;
    }

    private static JsonObject Crew(Person person, (string Department, string Job) work, Dice dice)
    {
        var entry = Entry(person, work.Department);
        entry["credit_id"] = ObjectId(dice);
        entry["department"] = work.Department;
        entry["job"] = work.Job;
        return entry;
    }

    private static JsonObject Entry(Person person, string department) => new()
    {
        ["adult"] = false,
        ["gender"] = person.Gender,
        ["id"] = person.Id,
        ["known_for_department"] = department,
        ["name"] = person.Name,
        ["original_name"] = person.Name,
        ["popularity"] = person.Popularity,
        ["profile_path"] = person.ProfilePath,
    };
}
