using System.Text.Json;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Recording;
using Metarr.Enrichment.Tests.Library;

namespace Metarr.Enrichment.Tests.Recording;

public sealed class CastLocksTests
{
    private static readonly EquatableList<CastMember> Kept = Cast((1, "Fox"), (2, "Hound"), (3, "Owl"));

    [Fact]
    public void A_locked_role_stays_whatever_is_told()
    {
        var title = Locked(CastLocks.Role(2));

        Assert.Equal(Cast((3, "Owl"), (2, "Hound"), (1, "Wolf")), CastLocks.Apply(title, Kept, Cast((3, "Owl"), (2, "Dog"), (1, "Wolf"))));
    }

    [Fact]
    public void Who_has_a_locked_role_stays_though_nobody_tells_of_them_any_more() =>
        Assert.Equal(Cast((4, "Bear"), (2, "Hound")), CastLocks.Apply(Locked(CastLocks.Role(2)), Kept, Cast((4, "Bear"))));

    [Fact]
    public void A_locked_role_never_makes_the_list_longer_than_it_may_be()
    {
        EquatableList<CastMember> told = [.. Enumerable.Range(1, CastMember.MostPerTitle).Select(i => new CastMember(i, 100 + i, $"p{i}"))];

        var merged = CastLocks.Apply(Locked(CastLocks.Role(2)), Kept, told);

        Assert.Equal(CastMember.MostPerTitle, merged.Count);
        Assert.Equal(2, merged[^1].PersonId);
        Assert.Equal(Enumerable.Range(1, CastMember.MostPerTitle), merged.Select(member => member.Order));
    }

    [Fact]
    public void A_locked_order_stays_and_who_is_new_comes_last()
    {
        var told = Cast((4, "Bear"), (3, "Owl"), (1, "Wolf"));

        Assert.Equal(Cast((1, "Wolf"), (3, "Owl"), (4, "Bear")), CastLocks.Apply(Locked(CastLocks.Order), Kept, told));
    }

    [Theory]
    [InlineData("cast.6384", 6384)]
    [InlineData("cast.06384", null)]
    [InlineData("cast.order", null)]
    [InlineData("cast.-1", null)]
    [InlineData("cast", null)]
    [InlineData("plot", null)]
    public void The_lock_of_a_role_is_known_by_its_name(string name, int? person) =>
        Assert.Equal(person, CastLocks.TryParseRole(name, out var read) ? read : null);

    [Fact]
    public void An_edited_role_is_locked_and_a_move_takes_the_others_along_and_locks_the_order()
    {
        var (title, cast) = Read("""{"character": " Stork ", "order": 1}""").Apply(Art.Film, Kept, 3);

        Assert.Equal(Cast((3, "Stork"), (1, "Fox"), (2, "Hound")), cast);
        Assert.Equal(["cast.3", "cast.order"], title.LockedFields);
        var (cleared, silent) = Read("""{"character": null}""").Apply(title, cast, 3);
        Assert.Null(silent[0].Character);
        Assert.Equal(title.LockedFields, cleared.LockedFields);
    }

    [Theory]
    [InlineData("""{"order": 0}""", "order")]
    [InlineData("""{"order": 16}""", "order")]
    [InlineData("""{"order": 1.5}""", "order")]
    [InlineData("""{"order": null}""", "order")]
    [InlineData("""{"character": 7}""", "character")]
    [InlineData("""{"name": "Bo"}""", "name")]
    public void A_wrong_edit_is_refused_with_its_field(string body, string field)
    {
        CastEdit.Read(Parse(body), out var wrong, out var objection);

        Assert.Equal(field, wrong);
        Assert.EndsWith(".", objection, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_has_a_longest_length()
    {
        var fits = JsonSerializer.Serialize(new { character = new string('x', CastEdit.LongestRole) });
        var tooLong = JsonSerializer.Serialize(new { character = new string('x', CastEdit.LongestRole + 1) });

        Assert.Equal(CastEdit.LongestRole, Read(fits).Character!.Length);
        CastEdit.Read(Parse(tooLong), out var wrong, out _);
        Assert.Equal("character", wrong);
    }

    private static Title Locked(string name) => Art.Film with { LockedFields = [name] };

    private static EquatableList<CastMember> Cast(params (int Person, string Role)[] members) =>
        [.. members.Select((member, index) => new CastMember(index + 1, member.Person, $"p{member.Person}") { Character = member.Role })];

    private static Dictionary<string, JsonElement> Parse(string body) => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(body)!;

    private static CastEdit Read(string body)
    {
        var edit = CastEdit.Read(Parse(body), out _, out var objection);
        Assert.Null(objection);
        return edit;
    }
}
