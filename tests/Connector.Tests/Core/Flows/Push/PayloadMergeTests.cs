using Connector.Core.Flows.Push;
using Connector.Core.Model.Shipping;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Flows.Push;

public sealed class PayloadMergeTests
{
    private static readonly ShippingOrder Sent = A.ShippingOrder(o => o with { InternalNotes = "pack well", Weight = null });

    [Theory]
    [InlineData("nobody changed it", "a", "a", "a", "a", "")]
    [InlineData("we changed it", "a", "b", "a", "b", "")]
    [InlineData("they changed it", "a", "a", "c", "c", "kept")]
    [InlineData("both changed it", "a", "b", "c", "b", "conflict")]
    [InlineData("both changed it to the same", "a", "b", "b", "b", "")]
    [InlineData("we removed it", "a", null, "a", null, "")]
    [InlineData("they removed it", "a", "a", null, null, "kept")]
    [InlineData("we added it", null, "b", null, "b", "")]
    [InlineData("they added it", null, null, "c", "c", "kept")]
    [InlineData("we removed what they changed", "a", null, "c", null, "conflict")]
    [InlineData("absent and empty say the same", null, null, "", null, "")]
    public void One_field_three_ways(string situation, string? sent, string? ours, string? theirs, string? result, string report)
    {
        var merged = PayloadMerge.Merge(Sent with { CustomField1 = sent }, Sent with { CustomField1 = ours }, Sent with { CustomField1 = theirs });

        var reported = merged.KeptTheirs.Contains("customField1") ? "kept" : merged.Conflicts.Contains("customField1") ? "conflict" : "";
        Assert.Equal((situation, result, report), (situation, merged.Order.CustomField1, reported));
    }

    [Theory]
    [InlineData(2, 2, 2)]
    [InlineData(1, 2, 1)]
    [InlineData(2, 1, 1)]
    public void A_line_that_people_typed_in_again_is_not_there_twice(int ours, int typed, int units)
    {
        var sent = Sent with { Items = [new ShippingItem { LineItemKey = "l-1", Sku = "MUG", Name = "Mug", Quantity = 2, UnitPrice = 10m }] };
        var theirs = sent with { Items = [sent.Items[0] with { LineItemKey = "", Quantity = typed }] };

        var merged = PayloadMerge.Merge(sent, sent with { Items = [sent.Items[0] with { Quantity = ours }], CustomerNotes = "ring twice" }, theirs).Order;

        Assert.Equal(("l-1", "MUG", units), Assert.Single(merged.Items) is var item ? (item.LineItemKey, item.Sku, item.Quantity) : default);
    }

    [Fact]
    public void A_line_that_we_take_out_goes_also_where_people_typed_it_in_again()
    {
        var sent = Sent with { Items = [new ShippingItem { LineItemKey = "l-1", Sku = "MUG", Name = "Mug", Quantity = 2 }, new ShippingItem { LineItemKey = "l-2", Sku = "TEE", Name = "Tee", Quantity = 1 }] };
        var theirs = sent with { Items = [.. sent.Items.Select(i => i with { LineItemKey = "" }), new ShippingItem { LineItemKey = "", Sku = "CARD", Name = "Card", Quantity = 1 }] };

        var merged = PayloadMerge.Merge(sent, sent with { Items = [sent.Items[1]] }, theirs).Order;

        Assert.Equal(["TEE", "CARD"], merged.Items.Select(i => i.Sku));
    }

    [Fact]
    public void A_field_that_people_changed_there_and_we_did_not_stays_theirs()
    {
        var merged = PayloadMerge.Merge(Sent, Sent with { CustomerNotes = "ring twice" }, Sent with { InternalNotes = "fragile", CarrierCode = "ups", ServiceCode = "ups_ground" });

        Assert.Equal("fragile", merged.Order.InternalNotes);
        Assert.Equal("ups_ground", merged.Order.ServiceCode);
        Assert.Equal("ring twice", merged.Order.CustomerNotes);
        Assert.Contains("internalNotes", merged.KeptTheirs);
        Assert.Empty(merged.Conflicts);
    }

    [Fact]
    public void A_field_that_both_sides_changed_becomes_ours_and_is_reported()
    {
        var merged = PayloadMerge.Merge(Sent, Sent with { InternalNotes = "ours" }, Sent with { InternalNotes = "theirs" });

        Assert.Equal("ours", merged.Order.InternalNotes);
        Assert.Equal(["internalNotes"], merged.Conflicts);
    }

    [Fact]
    public void An_address_that_ShipStation_normalised_stays_normalised()
    {
        var normalised = Sent.ShipTo with { Street1 = "12 EXAMPLE ST", City = "SPRINGFIELD", PostalCode = "62701-1234" };
        var merged = PayloadMerge.Merge(Sent, Sent with { Gift = true }, Sent with { ShipTo = normalised });
        Assert.Equal(normalised, merged.Order.ShipTo);
    }

    [Fact]
    public void An_address_corrected_in_the_shop_replaces_the_normalised_one_whole()
    {
        var corrected = Sent.ShipTo with { Street1 = "99 Other Road" };
        var merged = PayloadMerge.Merge(Sent, Sent with { ShipTo = corrected }, Sent with { ShipTo = Sent.ShipTo with { Street1 = "12 EXAMPLE ST", PostalCode = "62701-1234" } });
        Assert.Equal(corrected, merged.Order.ShipTo);
    }

    [Fact]
    public void Lines_are_matched_by_key_and_lines_that_people_added_stay()
    {
        var added = new ShippingItem { LineItemKey = "", Sku = "SAMPLE", Name = "Sample", Quantity = 1 };
        var ours = Sent with { Items = [Sent.Items[0] with { Quantity = 5 }, Sent.Items[1]] };
        var theirs = Sent with { Items = [Sent.Items[1] with { WarehouseLocation = "B-12" }, Sent.Items[0], added] };

        var merged = PayloadMerge.Merge(Sent, ours, theirs).Order.Items;

        Assert.Equal(3, merged.Count);
        Assert.Equal(5, merged[0].Quantity);
        Assert.Equal("B-12", merged[1].WarehouseLocation);
        Assert.Equal("SAMPLE", merged[2].Sku);
    }

    [Fact]
    public void A_line_removed_in_the_shop_disappears_and_a_line_removed_there_stays_away()
    {
        var removedHere = PayloadMerge.Merge(Sent, Sent with { Items = [Sent.Items[0]] }, Sent);
        Assert.Equal([Sent.Items[0].Sku], removedHere.Order.Items.Select(i => i.Sku));

        var removedThere = PayloadMerge.Merge(Sent, Sent with { Gift = true }, Sent with { Items = [Sent.Items[1]] });
        Assert.Equal([Sent.Items[1].Sku], removedThere.Order.Items.Select(i => i.Sku));
    }

    [Fact]
    public void A_weight_that_ShipStation_added_up_is_added_up_again_when_the_lines_changed()
    {
        var theirs = Sent with { Weight = new Weight(1050, WeightUnit.Grams) };
        Assert.Equal(theirs.Weight, PayloadMerge.Merge(Sent, Sent with { Gift = true }, theirs).Order.Weight);
        Assert.Null(PayloadMerge.Merge(Sent, Sent with { Items = [Sent.Items[0]] }, theirs).Order.Weight);
    }

    [Fact]
    public void A_service_changed_in_the_shop_is_taken_with_its_carrier()
    {
        var sent = Sent with { CarrierCode = "ups", ServiceCode = "ups_ground", PackageCode = "package" };
        var ours = sent with { CarrierCode = "fedex", ServiceCode = "fedex_2day" };
        var merged = PayloadMerge.Merge(sent, ours, sent with { ServiceCode = "ups_next_day", PackageCode = "box" }).Order;
        Assert.Equal(("fedex", "fedex_2day", "package"), (merged.CarrierCode, merged.ServiceCode, merged.PackageCode));
    }

    [Fact]
    public void A_hold_set_there_survives_our_update() =>
        Assert.Equal(ShippingOrderStatus.OnHold, PayloadMerge.Merge(Sent, Sent with { Gift = true }, Sent with { Status = ShippingOrderStatus.OnHold }).Order.Status);
}
