using System.Globalization;
using System.Text.Json;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Recording;

/// <summary>Reads what a person writes into a field of a title, and says in a sentence what is wrong with it.</summary>
public static class FieldEdit
{
    private const int MaxTextLength = 10_000;
    private const int MaxTitleLength = 500;
    private const int MaxNames = 200;
    private const int MaxNameLength = 200;

    /// <summary>All fields together must fit into a row of the storage: 500,000 characters, of which one letter can take six.</summary>
    private const int MaxNamesLength = 6_000;
    private const int MaxVotes = 1_000_000_000;

    /// <summary>Minutes; the longest film there is runs for about 51,000.</summary>
    private const int MaxRuntime = 100_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<string, Func<JsonElement, string?>> Rules = new()
    {
        ["title"] = value => Text(value, MaxTitleLength),
        ["original_title"] = value => Text(value, MaxTitleLength),
        ["collection"] = value => Text(value, MaxTitleLength),
        ["content_rating"] = value => Text(value, MaxTitleLength),
        ["imdb_rating"] = value => Number(value, 0, 10),
        ["tmdb_rating"] = value => Number(value, 0, 10),
        ["imdb_votes"] = value => Whole(value, MaxVotes),
        ["tmdb_votes"] = value => Whole(value, MaxVotes),
        ["rotten_tomatoes_score"] = value => Whole(value, 100),
        ["metacritic_score"] = value => Whole(value, 100),
        ["runtime"] = value => Whole(value, MaxRuntime),
        ["release_date"] = Date,
        ["original_language"] = Language,
        ["genres"] = Names,
        ["directors"] = Names,
        ["writers"] = Names,
        ["studios"] = Names,
        ["countries"] = Names,
        ["keywords"] = Names,
    };

    /// <summary>Metadata with one field as a person wants it.</summary>
    /// <param name="metadata">What is to be changed.</param>
    /// <param name="field">The field.</param>
    /// <param name="value">What the person wrote; null, an empty text and an empty list clear the field.</param>
    /// <param name="objection">What is wrong with the value, in a sentence that names the field; null when nothing is.</param>
    /// <returns>The changed metadata; the given ones when there is an objection.</returns>
    public static TitleMetadata Apply(TitleMetadata metadata, TitleField field, JsonElement value, out string? objection)
    {
        objection = null;
        if (IsEmpty(value)) return field.Copy(metadata, TitleMetadata.Empty);
        if (Rules.GetValueOrDefault(field.Name, LongText)(value) is { } wrong)
        {
            objection = $"'{field.Name}' must be {wrong}.";
            return metadata;
        }

        return field.Copy(metadata, Read(field, value));
    }

    /// <summary>Finds a field by its name in snake case, or in the camel case of answers.</summary>
    /// <param name="name">The name, such as <c>imdb_rating</c> or <c>imdbRating</c>.</param>
    /// <returns>The field, or null when there is none of that name.</returns>
    public static TitleField? Find(string name) => TitleField.Find(name) ?? TitleField.All.FirstOrDefault(field => Camel(field) == name);

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => string.IsNullOrWhiteSpace(value.GetString()),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    private static TitleMetadata Read(TitleField field, JsonElement value)
    {
        object trimmed = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Array => value.EnumerateArray().Select(name => name.GetString()!.Trim()).Distinct().ToList(),
            _ => value,
        };
        return JsonSerializer.SerializeToElement(new Dictionary<string, object> { [Camel(field)] = trimmed }).Deserialize<TitleMetadata>(Json)!;
    }

    private static string? LongText(JsonElement value) => Text(value, MaxTextLength);

    private static string? Text(JsonElement value, int most) =>
        value.ValueKind is JsonValueKind.String && value.GetString()!.Length <= most
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"a text of at most {most} characters");

    private static string? Number(JsonElement value, double least, double most) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}");

    private static string? Whole(JsonElement value, int most) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0 && number <= most
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"a whole number from 0 to {most}");

    private static string? Date(JsonElement value) =>
        value.ValueKind is JsonValueKind.String
        && DateOnly.TryParseExact(value.GetString()!.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? null
            : "a date such as '1999-03-31'";

    private static string? Language(JsonElement value) =>
        value.ValueKind is JsonValueKind.String && value.GetString()!.Trim() is { Length: 2 } code && code.All(char.IsAsciiLetterLower)
            ? null
            : "two lower-case letters, such as 'en'";

    private static string? Names(JsonElement value) =>
        value.ValueKind is JsonValueKind.Array
        && value.GetArrayLength() <= MaxNames
        && value.EnumerateArray().All(IsName)
        && value.EnumerateArray().Sum(name => name.GetString()!.Length) <= MaxNamesLength
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"a list of at most {MaxNames} names of 1 to {MaxNameLength} characters, {MaxNamesLength} together");

    private static bool IsName(JsonElement value) =>
        value.ValueKind is JsonValueKind.String && value.GetString()!.Trim().Length is > 0 and <= MaxNameLength;

    private static string Camel(TitleField field) => JsonNamingPolicy.CamelCase.ConvertName(
        string.Concat(field.Name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..])));
}
