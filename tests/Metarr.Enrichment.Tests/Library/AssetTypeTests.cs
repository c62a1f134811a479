using System.Text.Json;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Tests.Library;

public sealed class AssetTypeTests
{
    [Fact]
    public void Types_have_these_names() => Assert.Equal(
        [
            "poster", "fanart", "banner", "clearlogo", "clearart", "discart", "landscape", "keyart", "thumb", "characterart", "actor_thumb",
        ],
        AssetTypes.All.Select(type => type.Name()));

    [Fact]
    public void A_type_is_read_as_it_is_written()
    {
        foreach (var type in AssetTypes.All)
        {
            Assert.True(AssetTypes.TryParse(type.Name(), out var read));
            Assert.Equal(type, read);
            Assert.Equal(type, JsonSerializer.Deserialize<AssetType>(JsonSerializer.Serialize(type)));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("Poster")]
    [InlineData("actorthumb")]
    public void Another_name_is_none(string? name) => Assert.False(AssetTypes.TryParse(name, out _));

    [Theory]
    [InlineData("\"cover\"")]
    [InlineData("0")]
    [InlineData("null")]
    public void Json_that_names_no_type_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<AssetType>(json));

    [Fact]
    public void The_refusal_says_what_could_be_used_instead() => Assert.Contains(
        "'cover' is no asset type; use one of poster, fanart,",
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<AssetType>("\"cover\"")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_type_can_be_the_key_of_a_map()
    {
        var json = JsonSerializer.Serialize(new Dictionary<AssetType, int> { [AssetType.ActorThumb] = 2 });

        Assert.Equal("""{"actor_thumb":2}""", json);
        Assert.Equal(2, JsonSerializer.Deserialize<Dictionary<AssetType, int>>(json)![AssetType.ActorThumb]);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Dictionary<AssetType, int>>("""{"cover":2}"""));
    }
}
