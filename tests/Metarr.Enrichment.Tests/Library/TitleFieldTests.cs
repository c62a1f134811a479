using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Tests.Library;

public sealed class TitleFieldTests
{
    [Fact]
    public void Every_property_of_the_metadata_is_one_field()
    {
        var properties = typeof(TitleMetadata).GetProperties().Where(property => property.Name != nameof(TitleMetadata.Empty));

        Assert.Equal(
            properties.Select(property => property.Name).Order(),
            TitleField.All.Select(field => string.Concat(field.Name.Split('_').Select(Capitalised))).Order());
    }

    [Fact]
    public void A_field_is_found_by_its_name_only()
    {
        foreach (var field in TitleField.All) Assert.Same(field, TitleField.Find(field.Name));
        Assert.Null(TitleField.Find("Title"));
        Assert.Null(TitleField.Find("year"));
        Assert.Null(TitleField.Find(null));
    }

    private static string Capitalised(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
