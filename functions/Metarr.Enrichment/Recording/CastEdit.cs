using System.Text.Json;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Recording;

/// <summary>What a person wants of one member of a cast; what is edited is locked from then on.</summary>
public sealed record CastEdit
{
    /// <summary>The most characters a role may have.</summary>
    public const int LongestRole = 500;

    private const string CharacterName = "character", OrderName = "order";

    /// <summary>Whether the role is edited.</summary>
    public bool EditsCharacter { get; init; }

    /// <summary>The role, or null to clear it.</summary>
    public string? Character { get; init; }

    /// <summary>The place, counted from 1, or null to leave the order; whoever stands there and behind moves on.</summary>
    public int? Order { get; init; }

    /// <summary>Reads an edit.</summary>
    /// <param name="body">The fields by name: <c>character</c>, a text or null, and <c>order</c>, a number.</param>
    /// <param name="field">The field that is wrong, or null.</param>
    /// <param name="objection">What is wrong with it, in a sentence, or null.</param>
    /// <returns>The edit; not to be used when something is wrong.</returns>
    public static CastEdit Read(IReadOnlyDictionary<string, JsonElement> body, out string? field, out string? objection)
    {
        var edit = new CastEdit();
        (field, objection) = (null, null);
        foreach (var (name, value) in body)
        {
            objection = name switch
            {
                CharacterName => ReadCharacter(value, ref edit),
                OrderName => ReadOrder(value, ref edit),
                _ => $"There is no field '{name}'; known are {CharacterName}, {OrderName}.",
            };
            if (objection is null) continue;
            field = name;
            break;
        }

        return edit;
    }

    /// <summary>Carries the edit out.</summary>
    /// <param name="title">The title.</param>
    /// <param name="cast">Its cast; the person and the place must be in it.</param>
    /// <param name="personId">TMDB's number of the person.</param>
    /// <returns>The title with its locks, and the cast.</returns>
    public (Title Title, EquatableList<CastMember> Cast) Apply(Title title, EquatableList<CastMember> cast, int personId)
    {
        var locks = title.LockedFields.AsEnumerable();
        var members = cast.ToList();
        var at = members.FindIndex(member => member.PersonId == personId);
        if (EditsCharacter)
        {
            members[at] = members[at] with { Character = Character };
            locks = locks.Append(CastLocks.Role(personId));
        }

        if (Order is { } place)
        {
            var moved = members[at];
            members.RemoveAt(at);
            members.Insert(place - 1, moved);
            members = [.. CastLocks.Numbered(members)];
            locks = locks.Append(CastLocks.Order);
        }

        EquatableList<string> locked = [.. locks.Distinct()];
        return (locked == title.LockedFields ? title : title with { LockedFields = locked }, [.. members]);
    }

    private static string? ReadCharacter(JsonElement value, ref CastEdit edit)
    {
        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)) return "The field 'character' must be a text, or null to clear it.";
        var text = value.GetString()?.Trim();
        if (text?.Length > LongestRole) return $"The field 'character' must have at most {LongestRole} characters.";
        edit = edit with { EditsCharacter = true, Character = string.IsNullOrEmpty(text) ? null : text };
        return null;
    }

    private static string? ReadOrder(JsonElement value, ref CastEdit edit)
    {
        if (value.ValueKind is not JsonValueKind.Number || !value.TryGetInt32(out var place) || place is < 1 or > CastMember.MostPerTitle)
        {
            return $"The field 'order' must be a whole number from 1 to {CastMember.MostPerTitle}.";
        }

        edit = edit with { Order = place };
        return null;
    }
}
