using System.Text.Json.Serialization;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Completeness;

/// <summary>How much of what a title should have is there.</summary>
/// <param name="Percent">Filled fields of the expected ones, 0 to 100, one decimal.</param>
/// <param name="MissingFields">Names of the expected fields that are empty.</param>
public sealed record CompletenessReport(double Percent, EquatableList<string> MissingFields)
{
    /// <summary>From this percentage on a title counts as enriched.</summary>
    public const double EnrichedFrom = 90;

    /// <summary>From this percentage on a title counts as partial.</summary>
    public const double PartialFrom = 60;

    /// <summary>The percentage as a word.</summary>
    public CompletenessCategory Category => Percent switch
    {
        >= EnrichedFrom => CompletenessCategory.Enriched,
        >= PartialFrom => CompletenessCategory.Partial,
        _ => CompletenessCategory.Unenriched,
    };

    /// <summary>Counts what is there.</summary>
    /// <param name="metadata">The title's metadata.</param>
    /// <returns>The report.</returns>
    public static CompletenessReport Of(TitleMetadata metadata)
    {
        var missing = TitleField.Expected.Where(field => !field.IsFilled(metadata)).Select(field => field.Name).ToEquatableList();
        var filled = TitleField.Expected.Count - missing.Count;
        return new CompletenessReport(Math.Round(100.0 * filled / TitleField.Expected.Count, 1), missing);
    }
}

/// <summary>Completeness in three steps.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CompletenessCategory>))]
public enum CompletenessCategory
{
    /// <summary>Less than 60 % of the expected fields are filled.</summary>
    Unenriched,

    /// <summary>At least 60 % and less than 90 %.</summary>
    Partial,

    /// <summary>At least 90 %.</summary>
    Enriched,
}
