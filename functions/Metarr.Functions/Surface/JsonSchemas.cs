using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;
using Metarr.Functions.Storage;
using Metarr.Functions.Triggers;

namespace Metarr.Functions.Surface;

/// <summary>The JSON Schemas of requests and answers, as the serializer itself writes and reads them.</summary>
internal sealed class JsonSchemas
{
    private readonly JsonObject components = [];

    /// <summary>The schemas that were asked for so far, by name.</summary>
    public JsonObject Components => components;

    /// <summary>A reference to the schema of a record.</summary>
    public JsonObject Reference(Type type)
    {
        var name = NameOf(type);
        var place = $"#/components/schemas/{name}";
        if (!components.ContainsKey(name)) components[name] = Placed(Of(type), place);
        return new JsonObject { ["$ref"] = place };
    }

    /// <summary>
    /// What a record holds twice, the exporter describes once and refers to from the schema's own root; in the document the root lies
    /// elsewhere.
    /// </summary>
    private static JsonNode Placed(JsonNode schema, string place)
    {
        switch (schema)
        {
            case JsonObject described:
                if (described["$ref"]?.GetValue<string>() is ['#', .. var path]) described["$ref"] = place + path;
                foreach (var (_, part) in described.Where(member => member.Value is not null)) Placed(part!, place);
                break;
            case JsonArray parts:
                foreach (var part in parts.OfType<JsonNode>()) Placed(part, place);
                break;
        }

        return schema;
    }

    /// <summary>The schema of a type where it stands.</summary>
    public static JsonNode Of(Type type) => Known(type) ?? JsonSchemaExporter.GetJsonSchemaAsNode(
        ApiResponses.Json,
        type,
        new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, schema) => Transform(context.TypeInfo.Type, schema),
        });

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}Of{string.Concat(type.GetGenericArguments().Select(NameOf))}"
        : type.Name;

    private static JsonNode Transform(Type type, JsonNode schema)
    {
        var nullable = Nullable.GetUnderlyingType(type) is not null;
        if (Known(Nullable.GetUnderlyingType(type) ?? type) is not { } known) return schema;
        if (nullable && known["type"] is { } kind) known["type"] = new JsonArray(kind.DeepClone(), "null");
        return known;
    }

    /// <summary>The schema of what has a converter of its own, which the exporter cannot look into.</summary>
    private static JsonObject? Known(Type type)
    {
        if (type == typeof(AssetType)) return Enumerated(AssetTypes.All.Select(known => known.Name()));
        if (type == typeof(TitleId)) return Text("A title: its kind, a hyphen and its id, such as movie-603.");
        if (type == typeof(Sha256Hash)) return Text("A SHA-256 hash: 64 hexadecimal digits.");
        if (type == typeof(PerceptualHash)) return Text("A perceptual hash: 16 hexadecimal digits.");
        if (type == typeof(LanguageTag)) return Text("A language: two letters, with a region if any.");
        if (type == typeof(AssetUser)) return Text("Who uses a file: a title or a person.");
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableList<>))
        {
            return new JsonObject { ["type"] = "array", ["items"] = Of(type.GetGenericArguments()[0]) };
        }

        return type.IsEnum ? Enumerated(Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)) : null;
    }

    private static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };

    private static JsonObject Enumerated(IEnumerable<string> names) =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. names.Select(name => (JsonNode)name)]) };
}
