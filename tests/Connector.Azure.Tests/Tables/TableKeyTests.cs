using Connector.Azure.Tables;
using Xunit;

namespace Connector.Azure.Tests.Tables;

public sealed class TableKeyTests
{
    [Theory]
    [InlineData("main")]
    [InlineData("0a0de000-0000-4000-8000-000000000001")]
    [InlineData("US-100245_1.2")]
    public void Ordinary_ids_stay_readable(string id) => Assert.Equal(id, TableKey.Create(id));

    [Fact]
    public void Every_character_makes_a_key_of_its_own_of_harmless_ones()
    {
        var keys = Enumerable.Range(0, 0x10000).Select(static c => TableKey.Create(((char)c).ToString())).ToList();
        Assert.Equal(keys.Count, keys.Distinct(StringComparer.OrdinalIgnoreCase).Count() + 26);
        Assert.All(keys, static k => Assert.Matches("^[A-Za-z0-9._~-]+$", k));
    }

    [Fact]
    public void Parts_cannot_be_shifted_into_each_other() =>
        Assert.Equal(4, new[] { TableKey.Create("a", "b:c"), TableKey.Create("a:b", "c"), TableKey.Create("a", "b", "c"), TableKey.Create("a:b:c") }.Distinct().Count());

    [Fact]
    public void Long_texts_make_keys_that_fit_and_differ()
    {
        var (one, two) = (TableKey.Create(new string('x', 5000) + "1"), TableKey.Create(new string('x', 5000) + "2"));
        Assert.NotEqual(one, two);
        Assert.All([one, two, TableKey.Create(new string('漢', 100))], static k => Assert.InRange(k.Length, 1, 500));
    }
}
