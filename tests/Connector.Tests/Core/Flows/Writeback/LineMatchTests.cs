using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Shipping;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Flows.Writeback;

/// <summary>The order has the lines l-1 (MUG), l-12 (TRAY), l-3 and l-4 (both CUP) and one without an id (SPOON).</summary>
public sealed class LineMatchTests
{
    [Theory]
    [InlineData("our key", "l-1", "MUG", "l-1")]
    [InlineData("our key, whatever the article", "l-3", "MUG", "l-3")]
    [InlineData("our key with a suffix", "l-3-b", "CUP", "l-3")]
    [InlineData("a key that only begins alike is not ours", "l-12", null, "l-12")]
    [InlineData("another's key, and an article that one line has", "x-9", "TRAY", "l-12")]
    [InlineData("no key, and an article that one line has", null, "TRAY", "l-12")]
    [InlineData("an empty key", "", "MUG", "l-1")]
    [InlineData("no key, and an article that two lines have", null, "CUP", null)]
    [InlineData("articles differ by case", null, "mug", null)]
    [InlineData("an article that no line has", null, "POT", null)]
    [InlineData("another's key and no article", "x-9", null, null)]
    [InlineData("a key that begins with a hyphen is not the line's without an id", "-1", null, null)]
    [InlineData("nothing", null, null, null)]
    [InlineData("an empty article", null, "", null)]
    public void An_item_is_one_line_or_none(string situation, string? key, string? sku, string? line)
    {
        var order = An.Order([
            A.Line("MUG", with: static l => l with { Id = "l-1" }), A.Line("TRAY", with: static l => l with { Id = "l-12" }),
            A.Line("CUP", with: static l => l with { Id = "l-3" }), A.Line("CUP", with: static l => l with { Id = "l-4" }), A.Line("SPOON", with: static l => l with { Id = "" })
        ]);

        Assert.Equal((situation, line), (situation, LineMatch.Find(order, new ShipmentItem(key, sku, "x", 1))?.Id));
    }
}
