using System.Text.Json;
using Metarr.Enrichment.Library;
using Metarr.Enrichment.Recording;

namespace Metarr.Enrichment.Tests.Recording;

public sealed class FieldEditTests
{
    /// <summary>A value that each sort of field takes.</summary>
    private static readonly string[] Values =
        ["\" A text \"", "7", "88", "\"1999-03-31\"", "\"ja\"", "[\"One\", \" Two \"]"];

    [Fact]
    public void Every_field_can_be_written_and_cleared()
    {
        foreach (var field in TitleField.All)
        {
            var edited = Values.Select(value => Apply(TitleMetadata.Empty, field, value)).FirstOrDefault(field.IsFilled);
            Assert.True(edited is not null, $"'{field}' takes no value.");
            Assert.Equal(TitleMetadata.Empty, Apply(edited, field, "null"));
            Assert.Equal(TitleMetadata.Empty, Apply(edited, field, "\" \""));
            Assert.Equal(TitleMetadata.Empty, Apply(edited, field, "[]"));
            Assert.Same(field, FieldEdit.Find(field.Name));
        }
    }

    [Fact]
    public void No_field_takes_an_object_or_a_truth_value()
    {
        foreach (var field in TitleField.All)
        {
            foreach (var value in new[] { "{}", "true" })
            {
                FieldEdit.Apply(TitleMetadata.Empty, field, JsonElement.Parse(value), out var objection);
                Assert.StartsWith($"'{field}' must be ", objection, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Names_are_trimmed_and_named_once()
    {
        var edited = Apply(TitleMetadata.Empty, TitleField.Find("genres")!, """["Drama", " Drama", "Crime "]""");

        Assert.Equal(["Drama", "Crime"], edited.Genres);
    }

    private static TitleMetadata Apply(TitleMetadata metadata, TitleField field, string value) =>
        FieldEdit.Apply(metadata, field, JsonElement.Parse(value), out _);
}
