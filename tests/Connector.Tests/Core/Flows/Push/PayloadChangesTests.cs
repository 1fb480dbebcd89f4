using Connector.Core.Flows.Push;
using Connector.Core.Rules.Mapping;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Flows.Push;

public sealed class PayloadChangesTests
{
    [Fact]
    public void Amounts_have_the_currency_of_the_order()
    {
        var there = A.ShippingOrder();
        var line = there.Items[0];
        var then = there with { AmountPaid = 55m, ShippingAmount = 7m, Items = [line with { UnitPrice = 11m, Quantity = 3 }] };

        var changes = PayloadChanges.Between(there, then, "EUR").ToDictionary(static c => c.Field, static c => (c.Before, c.After), StringComparer.Ordinal);

        Assert.Equal(("60.95 EUR", "55 EUR"), changes["amountPaid"]);
        Assert.Equal("7 EUR", changes["shippingAmount"].After);
        Assert.EndsWith(" EUR", changes["shippingAmount"].Before, StringComparison.Ordinal);
        Assert.Equal(("12.50 EUR", "11 EUR"), changes[$"items[{line.LineItemKey}].unitPrice"]);
        Assert.Equal(("2", "3"), changes[$"items[{line.LineItemKey}].quantity"]);
        Assert.Equal(("1 x TRAY-OAK at 30.00 EUR", null), changes[$"items[{there.Items[1].LineItemKey}]"]);
    }

    [Fact]
    public void Equal_amounts_are_no_change_however_they_are_written()
    {
        var order = A.ShippingOrder();
        Assert.Empty(PayloadChanges.Between(order with { AmountPaid = 60.950m }, order, "USD"));
    }

    [Theory]
    [InlineData("amountPaid", true)]
    [InlineData("items[a.b].unitPrice", true)]
    [InlineData("Items[0].TaxAmount", true)]
    [InlineData("insurance.insuredValue", true)]
    [InlineData("customs.items[a].value", true)]
    [InlineData("Customs.Items[0].Value", true)]
    [InlineData("weight.value", false)]
    [InlineData("items[a].weight.value", false)]
    [InlineData("items[a].quantity", false)]
    [InlineData("customerNotes", false)]
    public void Which_fields_are_amounts(string field, bool expected) => Assert.Equal(expected, AmountFields.IsOne(field));
}
