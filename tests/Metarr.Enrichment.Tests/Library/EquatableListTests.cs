using System.Text.Json;
using Metarr.Enrichment.Library;

namespace Metarr.Enrichment.Tests.Library;

public sealed class EquatableListTests
{
    [Fact]
    public void Lists_equal_by_their_items_in_order()
    {
        EquatableList<string> list = ["a", "b"];
        var same = new List<string> { "a", "b" }.ToEquatableList();

        Assert.True(list == same && list.Equals((object)same));
        Assert.Equal(list.GetHashCode(), same.GetHashCode());
        Assert.True(list != ["b", "a"]);
        Assert.True(list != ["a"]);
        Assert.False(list.Equals("a"));
    }

    [Fact]
    public void A_list_that_was_never_made_is_empty()
    {
        EquatableList<int> none = default;

        Assert.Empty(none);
        Assert.True(none == []);
        Assert.Equal(none.GetHashCode(), ((EquatableList<int>)[]).GetHashCode());
    }

    [Fact]
    public void A_list_does_not_follow_the_items_it_was_made_of()
    {
        var items = new List<int> { 1, 2 };
        var list = items.ToEquatableList();
        items[0] = 9;

        Assert.Equal([1, 2], list);
        Assert.Equal(2, list[1]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""["a","b"]""")]
    public void A_list_is_a_json_array(string json) =>
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<EquatableList<string>>(json)));

    [Fact]
    public void Null_is_read_as_the_empty_list() => Assert.Empty(JsonSerializer.Deserialize<EquatableList<string>>("null"));
}
