using System.Text;
using Metarr.Enrichment.Imaging;
using Metarr.Enrichment.Library;

namespace Metarr.Functions.Storage;

/// <summary>What people see and edit of a title. All of it changes only together with the title's own row and that row's version.</summary>
/// <param name="Row">The title's own row.</param>
/// <param name="Choices">What is selected, by type.</param>
/// <param name="Cast">Its cast in order.</param>
public sealed record TitleState(TitleRow Row, EquatableList<TypeChoice> Choices, EquatableList<CastMember> Cast)
{
    /// <summary>The hash of the first selected poster, or null.</summary>
    public string? Poster => Choices.FirstOrDefault(choice => choice.Type == AssetType.Poster)?.Art is { Count: > 0 } art
        ? art[0].Sha256.ToString()
        : null;
}

/// <summary>The version of a title as people edit it: its fields, locks, selection and cast, and what automation did with it last.</summary>
/// <remarks>
/// Not the version of the stored row: that one changes with every lease and hand-over, and an edit would be refused though nothing that
/// its author saw has changed.
/// </remarks>
/// <param name="Tag">The entity tag, quoted.</param>
public readonly record struct TitleVersion(string Tag)
{
    /// <summary>The version of a title as it was read.</summary>
    /// <param name="state">The title.</param>
    /// <returns>The version; the same for the same title, however and wherever it was read.</returns>
    public static TitleVersion Of(TitleState state)
    {
        var choices = state.Choices.OrderBy(choice => choice.Type).ToEquatableList();
        var text = string.Join('\n', StoredJson.Write(state.Row.Title), StoredJson.Write(choices), StoredJson.Write(state.Cast));
        return new TitleVersion($"\"{Sha256Hash.Of(Encoding.UTF8.GetBytes(text)).ToString()[..32]}\"");
    }
}

/// <summary>The condition of an edit: what its author saw must still be so.</summary>
/// <remarks>
/// Hold it against the very state that the edit is made of, and write that under its row's version; then nothing can come in between.
/// </remarks>
/// <param name="Tags">The versions that the edit may be made of; null when it may be made of any.</param>
public sealed record EditCondition(EquatableList<string>? Tags)
{
    /// <summary>Allows every edit.</summary>
    public static EditCondition None { get; } = new((EquatableList<string>?)null);

    /// <summary>Whether a title is still what the author of the edit saw.</summary>
    /// <param name="state">The title as it is now.</param>
    /// <returns>True when the edit may be made.</returns>
    public bool Allows(TitleState state) => Tags is not { } tags || tags.Contains(TitleVersion.Of(state).Tag);
}
