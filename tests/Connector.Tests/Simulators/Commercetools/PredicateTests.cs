using System.Text.Json;
using Connector.Simulators.Commercetools.Predicates;
using Xunit;

namespace Connector.Tests.Simulators.Commercetools;

public sealed class PredicateTests
{
    private const string Order = """
        {
          "id": "b7", "version": 7, "orderNumber": "US-1", "orderState": "Open", "paymentState": "Paid", "lastModifiedAt": "2026-03-02T14:06:40.090Z",
          "customerEmail": "Say \"hi\" \\o/", "roles": ["InventorySupply", "Primary"], "tags": [], "nothing": null, "guest": true,
          "shippingAddress": { "country": "US", "city": "Köln" },
          "store": { "typeId": "store", "key": "us-web" },
          "totalPrice": { "centAmount": 1050, "currencyCode": "USD" },
          "geoLocation": { "type": "Point", "coordinates": [13.37, 52.51] },
          "lineItems": [
            { "quantity": 2, "supplyChannel": { "id": "c1" }, "variant": { "sku": "A" } },
            { "quantity": 5, "supplyChannel": { "id": "c2" }, "variant": { "sku": "B" } } ],
          "shippingInfo": { "deliveries": [ { "parcels": [ { "trackingData": { "trackingId": "1Z9" } } ] } ] },
          "custom": { "type": { "id": "t1" }, "fields": { "state": "new", "odd-name": 1, "ids": ["x", "y"] } }
        }
        """;

    [Theory]
    [InlineData("""orderState = "Open" """)]
    [InlineData("""orderState != "Confirmed" """)]
    [InlineData("""orderState <> "Confirmed" """)]
    [InlineData("version > 6 and version >= 7 and version < 8 and version <= 7")]
    [InlineData("version = 7.0")]
    [InlineData("guest = true")]
    [InlineData("""orderState in ("Open", "Confirmed")""")]
    [InlineData("""orderState not in ("Complete")""")]
    [InlineData("version in (1, 7)")]
    [InlineData("""roles contains any ("Primary", "OrderExport")""")]
    [InlineData("""roles contains all ("Primary", "InventorySupply")""")]
    [InlineData("""custom(fields(ids contains all ("x", "y")))""")]
    [InlineData("tags is empty")]
    [InlineData("roles is not empty")]
    [InlineData("store is defined")]
    [InlineData("shippingKey is not defined")]
    [InlineData("nothing is not defined")]
    [InlineData("""shippingAddress(country = "US" and city = "Köln")""")]
    [InlineData("""lineItems(quantity = 5 and variant(sku = "B"))""")]
    [InlineData("""not(lineItems(quantity = 2 and variant(sku = "B")))""")]
    [InlineData("""shippingInfo(deliveries(parcels(trackingData(trackingId = "1Z9"))))""")]
    [InlineData("""custom(fields(missing is not defined)) or custom is not defined""")]
    [InlineData("""custom(fields(`odd-name` = 1))""")]
    [InlineData("""customerEmail = "Say \"hi\" \\o/" """)]
    [InlineData("""shippingAddress(city = "K\u00f6ln")""")]
    [InlineData("""lastModifiedAt = "2026-03-02T15:06:40.090+01:00" """)]
    [InlineData("""lastModifiedAt > "2026-03-02T14:06:40Z" """)]
    [InlineData("""lastModifiedAt < "2026-03-03" """)]
    [InlineData("""orderState = "Complete" and paymentState = "Paid" or version = 7""")]
    [InlineData("""version = 7 or orderState = "Complete" and paymentState = "Failed" """)]
    [InlineData("""not (orderState = "Complete") AND NOT(version = 8)""")]
    [InlineData("""orderNumber matches ignore case "us-1" """)]
    [InlineData("geoLocation within circle(13.38, 52.51, 2000)")]
    [InlineData("paymentStatus != \"Paid\"")]
    public void It_is_met(string predicate) => Assert.True(Matches(predicate));

    [Theory]
    [InlineData("""orderState = "open" """)]
    [InlineData("""orderState in ("Complete")""")]
    [InlineData("""orderState not in ("Open", "Complete")""")]
    [InlineData("""roles contains all ("Primary", "OrderExport")""")]
    [InlineData("""roles contains any ("OrderExport")""")]
    [InlineData("roles is empty")]
    [InlineData("store is not defined")]
    [InlineData("nothing is defined")]
    [InlineData("""shippingKey = "a" """)]
    [InlineData("""shippingKey > "a" """)]
    [InlineData("""lineItems(quantity = 2 and variant(sku = "B"))""")]
    [InlineData("""(orderState = "Open" or version = 7) and paymentState = "Failed" """)]
    [InlineData("geoLocation within circle(14.38, 52.51, 2000)")]
    [InlineData("version = \"7\"")]
    [InlineData("totalPrice(centAmount > 1050)")]
    public void It_is_not_met(string predicate) => Assert.False(Matches(predicate));

    [Theory]
    [InlineData("orderState in :states", true)]
    [InlineData("orderState in (:states)", true)]
    [InlineData("orderState = :open", true)]
    [InlineData("version = :seven and guest = :yes", true)]
    [InlineData("lastModifiedAt > :since", true)]
    [InlineData("""(lastModifiedAt > :at or (lastModifiedAt = :at and id > :id))""", true)]
    [InlineData("roles contains any :states", false)]
    public void Variables_take_the_type_of_the_field(string predicate, bool met) => Assert.Equal(met, Matches(
        predicate, ("states", "Open"), ("states", "Complete"), ("open", "Open"), ("seven", "7"), ("yes", "true"), ("since", "2026-03-02T14:06:40.089Z"),
        ("at", "2026-03-02T14:06:40.090Z"), ("id", "b6")));

    [Theory]
    [InlineData("orderState = ", "line 1, column 14")]
    [InlineData("orderState == \"Open\"", "column 13")]
    [InlineData("orderState = \"Open", "does not end")]
    [InlineData("orderState \"Open\"", "expected an operator")]
    [InlineData("orderState = \"Open\" version = 7", "expected 'and', 'or' or end of input")]
    [InlineData("(orderState = \"Open\"", "expected ')'")]
    [InlineData("orderState in ()", "expected a value")]
    [InlineData("orderState is nice", "expected 'empty'")]
    [InlineData("orderState = 'Open'", "Unexpected character '''")]
    [InlineData("version = :missing", "'missing' is not defined")]
    [InlineData("version = :two", "has 2 values")]
    [InlineData("", "expected the name of a field")]
    [InlineData("a = \"\\q\"", "Unknown escape")]
    public void A_fault_is_reported_with_its_place(string predicate, string expected)
    {
        var fault = Assert.Throws<PredicateException>(() => Matches(predicate, ("two", "1"), ("two", "2")));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.Contains("column", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Endless_nesting_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("(", 500)) + "a = 1" + new string(')', 500);
        Assert.Contains("nested too deeply", Assert.Throws<PredicateException>(() => Matches(deep)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("orderStatus = \"Open\"", "'orderStatus' does not exist")]
    [InlineData("shippingAddress(land = \"US\")", "'land' does not exist")]
    [InlineData("shippingAddress = \"US\"", "cannot be compared")]
    [InlineData("orderState(id = \"x\")", "has no members")]
    [InlineData("version = \"seven\"", "does not fit")]
    [InlineData("lastModifiedAt > \"yesterday\"", "does not fit")]
    public void Members_that_an_order_does_not_have_are_refused(string predicate, string expected) => Assert.Contains(
        expected, Assert.Throws<PredicateException>(() => PredicateParser.Parse(predicate, NoVariables, OrderFields.All)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""paymentState = "Paid" and orderState in ("Open","Confirmed")""")]
    [InlineData("""lineItems(supplyChannel(id = "x")) and shippingInfo(shippingMethod(id = "y")) and shippingInfo(shippingMethodName = "Standard")""")]
    [InlineData("""store(key = "us-web") and shippingAddress(country in ("US","CA"))""")]
    [InlineData("""custom(type(id = "x") and fields(anything = "new" and other > 3))""")]
    [InlineData("""state(id = "x") or syncInfo(channel(id="x")) or not(syncInfo(channel(id = "x")))""")]
    [InlineData("""lineItems(variant(attributes(name = "digital" and value = true)))""")]
    public void Predicates_that_orders_are_asked_with_are_understood(string predicate) =>
        Assert.NotNull(PredicateParser.Parse(predicate, NoVariables, OrderFields.All));

    private static ILookup<string, string> NoVariables { get; } = Array.Empty<string>().ToLookup(x => x);

    private static bool Matches(string predicate, params (string Name, string Value)[] variables)
    {
        using var order = JsonDocument.Parse(Order);
        return PredicateParser.Parse(predicate, variables.ToLookup(v => v.Name, v => v.Value)).Matches(order.RootElement);
    }
}
