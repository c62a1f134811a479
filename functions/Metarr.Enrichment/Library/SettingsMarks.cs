using System.Text;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Scoring;
using Metarr.Enrichment.Selection;

namespace Metarr.Enrichment.Library;

/// <summary>Names the settings that a title's last run went by, so that other settings are noticed.</summary>
/// <remarks>
/// A mark begins with the version of what it is made of. A mark of another version, or none at all, says nothing: what an upgrade of
/// the app changes is no reason for a run. So whoever adds a setting to a mark, or changes a default, raises the version.
/// </remarks>
/// <param name="Choice">The settings that art was chosen by, or null when that is not known.</param>
/// <param name="Metadata">The settings that providers were asked by, or null when that is not known.</param>
public sealed record SettingsMarks(string? Choice = null, string? Metadata = null)
{
    private const string Version = "1-";

    /// <summary>Nothing is known.</summary>
    public static SettingsMarks Unknown { get; } = new();

    /// <summary>The marks of settings.</summary>
    /// <param name="settings">The settings.</param>
    /// <returns>The same for settings that choose and ask alike.</returns>
    public static SettingsMarks Of(EnrichmentSettings settings) =>
        new(Mark(Choosing(settings)), Mark([settings.PreferredLanguage, settings.Country, .. ArtLanguages(settings)]));

    /// <summary>Whether art is to be chosen anew: other settings choose now than are known to have chosen last.</summary>
    /// <param name="now">The marks of the settings as they are.</param>
    /// <returns>False when it is not known what chose last.</returns>
    public bool ChooseOtherwise(SettingsMarks now) => Differ(Choice, now.Choice);

    /// <summary>Whether providers are to be asked anew, in another language or for another country.</summary>
    /// <param name="now">The marks of the settings as they are.</param>
    /// <returns>False when it is not known how they were asked last.</returns>
    public bool AskOtherwise(SettingsMarks now) => Differ(Metadata, now.Metadata);

    private static bool Differ(string? last, string? now) =>
        last is not null && last.StartsWith(Version, StringComparison.Ordinal) && last != now;

    private static IEnumerable<string> Choosing(EnrichmentSettings settings) =>
    [
        $"{settings.AutoSelectAssets}",
        settings.PreferredLanguage,
        .. Limits(settings),
        .. Languages(settings.Languages),
        .. Scoring(settings),
    ];

    /// <summary>The languages of art where they are not the usual ones; in what order they are listed does not matter.</summary>
    private static IEnumerable<string> ArtLanguages(EnrichmentSettings settings)
    {
        var (set, usual) = (settings.ImageLanguages.ToHashSet(), EnrichmentSettings.Default.ImageLanguages);
        return set.SetEquals(usual) ? [] : ["art", .. set.Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Limits(EnrichmentSettings settings) => AssetTypes.All
        .Where(type => settings.Selection().Limit(type) != SelectionSettings.Default.Limit(type))
        .Select(type => $"{type.Name()}={settings.Selection().Limit(type)}");

    private static IEnumerable<string> Languages(LanguagePolicy policy) =>
    [
        "order",
        .. policy.Order.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key.Name()}:{string.Join(',', pair.Value)}"),
        "strict",
        .. policy.Strict.Order().Select(type => type.Name()),
    ];

    /// <summary>What differs from the usual way of scoring.</summary>
    private static IEnumerable<string> Scoring(EnrichmentSettings settings)
    {
        if (settings.ScoreWeights != ScoreWeights.Default) yield return $"{settings.ScoreWeights}";
        foreach (var (type, size) in settings.Selection().Scoring.Ideals.OrderBy(pair => pair.Key))
        {
            if (size != ScoringSettings.Default.Ideals[type]) yield return $"{type.Name()}={size.Width}x{size.Height}";
        }
    }

    private static string Mark(IEnumerable<string> parts) =>
        Version + Sha256Hash.Of(Encoding.UTF8.GetBytes(string.Join('\n', parts))).ToString()[..16];
}
