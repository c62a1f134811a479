using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>Who uses a blob: a title by its id, <c>movie-603</c>, or a person by TMDB's number, <c>person-3894</c>.</summary>
[JsonConverter(typeof(AssetUserJsonConverter))]
public readonly record struct AssetUser
{
    private const string PersonPrefix = "person-";

    private readonly string? text;

    private AssetUser(string text) => this.text = text;

    /// <summary>A title is a user of blobs.</summary>
    /// <param name="id">The title.</param>
    public static implicit operator AssetUser(TitleId id) => FromTitleId(id);

    /// <summary>A title as a user of blobs.</summary>
    /// <param name="id">The title.</param>
    /// <returns>The user.</returns>
    public static AssetUser FromTitleId(TitleId id) => new(id.ToString());

    /// <summary>A person as a user of blobs.</summary>
    /// <param name="personId">TMDB's number.</param>
    /// <returns>The user.</returns>
    public static AssetUser Person(int personId) => new(PersonPrefix + personId.ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether the user is a title, and which.</summary>
    /// <param name="id">The title.</param>
    /// <returns>False when the user is a person.</returns>
    public bool IsTitle(out TitleId id) => TitleId.TryParse(text, out id);

    /// <summary>Whether the user is a person, and which.</summary>
    /// <param name="personId">TMDB's number.</param>
    /// <returns>False when the user is a title.</returns>
    public bool IsPerson(out int personId)
    {
        personId = 0;
        return text is not null
            && text.StartsWith(PersonPrefix, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(PersonPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out personId);
    }

    /// <inheritdoc/>
    public override string ToString() => text ?? "";

    private sealed class AssetUserJsonConverter : JsonConverter<AssetUser>
    {
        public override AssetUser Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetString() ?? throw new JsonException("Not the user of a blob, such as 'movie-603' or 'person-3894'."));

        public override void Write(Utf8JsonWriter writer, AssetUser value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
