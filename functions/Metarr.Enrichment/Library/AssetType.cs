using System.Text.Json;
using System.Text.Json.Serialization;

namespace Metarr.Enrichment.Library;

/// <summary>The sorts of artwork a title or a person can have.</summary>
[JsonConverter(typeof(AssetTypeJsonConverter))]
public enum AssetType
{
    /// <summary>Upright cover with the title, 2:3.</summary>
    Poster,

    /// <summary>Wide background without text, 16:9.</summary>
    Fanart,

    /// <summary>Very wide strip with the title.</summary>
    Banner,

    /// <summary>The title's lettering on a transparent ground.</summary>
    ClearLogo,

    /// <summary>Lettering with figures on a transparent ground.</summary>
    ClearArt,

    /// <summary>The printed face of the disc.</summary>
    DiscArt,

    /// <summary>Wide picture with the title, 16:9.</summary>
    Landscape,

    /// <summary>Upright picture without text, 2:3.</summary>
    KeyArt,

    /// <summary>Still of an episode, 16:9.</summary>
    Thumb,

    /// <summary>A character cut out on a transparent ground.</summary>
    CharacterArt,

    /// <summary>Portrait of a person, 2:3.</summary>
    ActorThumb,
}

/// <summary>The names of asset types in URLs, keys and JSON, and back.</summary>
public static class AssetTypes
{
    private static readonly Dictionary<AssetType, string> Names = Enum.GetValues<AssetType>().ToDictionary(
        type => type,
        type => type is AssetType.ActorThumb ? "actor_thumb" : type.ToString().ToLowerInvariant());

    private static readonly Dictionary<string, AssetType> Types = Names.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Every type, in the order in which people expect to see them.</summary>
    public static IReadOnlyList<AssetType> All { get; } = Enum.GetValues<AssetType>();

    /// <summary>The name of a type on the wire, in lower case: <c>poster</c>, <c>clearlogo</c>, <c>actor_thumb</c>.</summary>
    /// <param name="type">The type.</param>
    /// <returns>Its name.</returns>
    public static string Name(this AssetType type) => Names[type];

    /// <summary>Reads a type's name.</summary>
    /// <param name="name">The name, as <see cref="Name"/> writes it.</param>
    /// <param name="type">The type when the name is one.</param>
    /// <returns>True when the name is one of a type.</returns>
    public static bool TryParse(string? name, out AssetType type) => Types.TryGetValue(name ?? "", out type);
}

internal sealed class AssetTypeJsonConverter : JsonConverter<AssetType>
{
    public override AssetType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, AssetType value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Name());

    public override AssetType ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.GetString());

    public override void WriteAsPropertyName(Utf8JsonWriter writer, AssetType value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Name());

    private static AssetType Parse(string? name) => AssetTypes.TryParse(name, out var type)
        ? type
        : throw new JsonException($"'{name}' is no asset type; use one of {string.Join(", ", AssetTypes.All.Select(t => t.Name()))}.");
}
