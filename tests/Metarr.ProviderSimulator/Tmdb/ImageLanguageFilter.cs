using System.Text.Json.Nodes;

namespace Metarr.ProviderSimulator.Tmdb;

/// <summary>Which images of a body are in a wanted language. TMDB hides the others, textless ones included.</summary>
internal sealed class ImageLanguageFilter
{
    private static readonly string[] ImageLists = ["backdrops", "logos", "posters", "stills"];

    private readonly (string Language, string? Region)[]? wanted;
    private readonly bool textless;

    private ImageLanguageFilter((string, string?)[]? wanted, bool textless) => (this.wanted, this.textless) = (wanted, textless);

    /// <summary><c>include_image_language</c> decides; without it <c>language</c> does; without both all images pass.</summary>
    public static ImageLanguageFilter From(TmdbQuery query)
    {
        var stated = query.IncludeImageLanguage.Length > 0 ? query.IncludeImageLanguage : LanguageOnly(query.Language);
        if (stated.Length == 0)
            return new(null, true);
        var tags = stated.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new([.. tags.Where(tag => tag != "null").Select(Parse)], tags.Contains("null"));
    }

    /// <summary>Removes the unwanted images from the image lists of <paramref name="body"/>.</summary>
    public void Apply(JsonObject body)
    {
        if (wanted is null)
            return;
        foreach (var name in ImageLists)
        {
            if (body[name] is JsonArray images)
                body[name] = new JsonArray([.. images.Where(IsWanted).Select(image => image!.DeepClone())]);
        }
    }

    private static string LanguageOnly(string tag) => tag.Split('-')[0];

    private static (string Language, string? Region) Parse(string tag)
    {
        var dash = tag.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? (tag, null) : (tag[..dash], tag[(dash + 1)..]);
    }

    private bool IsWanted(JsonNode? image)
    {
        var language = (string?)image?["iso_639_1"];
        if (language is null)
            return textless;
        var region = (string?)image?["iso_3166_1"];
        return wanted!.Any(tag => tag.Language == language && (tag.Region is null || tag.Region == region));
    }
}
