using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Publishing;

/// <summary>What a run or a person changed in a title.</summary>
/// <param name="Fields">Names of the fields that differ.</param>
/// <param name="Types">The asset types whose selection differs.</param>
/// <param name="Cast">Whether the cast differs.</param>
public sealed record TitleChange(EquatableList<string> Fields, EquatableList<AssetType> Types, bool Cast)
{
    /// <summary>This change and a later one together.</summary>
    /// <param name="later">The later one.</param>
    /// <returns>All that either has changed, each once.</returns>
    public TitleChange And(TitleChange later) =>
        new([.. Fields.Union(later.Fields)], [.. Types.Union(later.Types).Order()], Cast || later.Cast);

    /// <summary>The fields that differ between two states of a title.</summary>
    /// <param name="before">The metadata before.</param>
    /// <param name="after">The metadata after.</param>
    /// <returns>Their names, in the order in which people read them.</returns>
    public static EquatableList<string> FieldsBetween(TitleMetadata before, TitleMetadata after) =>
        [.. TitleField.All.Where(field => field.Copy(before, after) != before).Select(field => field.Name)];
}
