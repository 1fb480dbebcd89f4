using Connector.Core.Model.Orders;
using Xunit;

namespace Connector.Tests.Core.Model.Orders;

public sealed class SearchWordsTests
{
    // Few, so that one text is in two places, changes its case or moves from one place to another.
    private static readonly string[] s_texts = ["US-1", "us-1", "#US-1", "SKU 7", "ss-700200002", "700200002", "9400", "9400 1", "", "a"];
    private static readonly long[] s_ids = [9400, 700200002];
    private static readonly string?[] s_hashes = [null, "mail:1", "mail:2"];

    [Fact]
    public void The_words_after_a_change_are_those_of_the_order_as_it_is_now()
    {
        var random = new Random(20261129);
        for (var play = 0; play < 5_000; play++)
        {
            var (before, now) = (Any(random), Any(random));
            IsRight(before, now);
            IsRight(before, now with { OrderNumber = before.OrderNumber, ShippingNumbers = before.ShippingNumbers });
            IsRight(before, before with { ShippingOrderIds = now.ShippingOrderIds, ShipmentKeys = [.. before.ShipmentKeys, .. now.ShipmentKeys], EmailHash = now.EmailHash });
        }
    }

    [Fact]
    public void What_is_only_added_leaves_all_other_words_alone()
    {
        var before = new OrderSummary { OrderId = "order-1", OrderNumber = "US-10001", Skus = ["SKU-7"] };

        var (added, removed) = SearchWords.Changes(before, before with { ShippingOrderIds = [700100001], ShipmentKeys = ["ss-700200002"] });

        Assert.Equal(["=700100001", "=ss-700200002", "=700200002"], added);
        Assert.Empty(removed);
    }

    private static OrderSummary Any(Random random)
    {
        string[] Some() => random.GetItems(s_texts, random.Next(4));
        return new OrderSummary
        {
            OrderId = "order-1", OrderNumber = random.GetItems(s_texts, 1)[0], ShippingNumbers = Some(), ShippingOrderIds = random.GetItems(s_ids, random.Next(3)), ShipmentKeys = Some(),
            Tracking = Some(), Skus = Some(), EmailHash = random.GetItems(s_hashes, 1)[0]
        };
    }

    private static void IsRight(OrderSummary before, OrderSummary now)
    {
        var (added, removed) = SearchWords.Changes(before, now);
        var words = SearchWords.From(before).Concat(added).Except(removed).Order(StringComparer.Ordinal);
        Assert.Equal(SearchWords.From(now).Order(StringComparer.Ordinal), words);
    }
}
