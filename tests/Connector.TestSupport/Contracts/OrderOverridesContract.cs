using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Xunit;

namespace Connector.TestSupport.Contracts;

/// <summary>What every <see cref="IOrderOverrides"/> keeps.</summary>
public abstract class OrderOverridesContract
{
    private const string OrderA = "6dd7973c-af3c-49ca-ac10-52725c718ee4";
    private const string OrderB = "6dd7973c-af3c-49ca-ac10-52725c718ee5";

    /// <summary>Values on this test's own, empty state. Every further call gives another instance on the same state.</summary>
    protected abstract Task<IOrderOverrides> CreateAsync();

    [Fact]
    public async Task A_value_is_kept_whole_and_replaced()
    {
        var overrides = await CreateAsync();
        var first = Value(OrderA, "ShipTo.Phone") with { Value = "+49 30 漢字", Reason = "the customer called" };
        await overrides.PutAsync(first, default);
        Assert.Equal([first], await (await CreateAsync()).ListAsync([OrderA, OrderB], default));

        await overrides.PutAsync(first with { Value = "2", Reason = null, By = "Vera" }, default);
        Assert.Equal([first with { Value = "2", Reason = null, By = "Vera" }], await overrides.ListAsync([OrderA], default));
    }

    [Fact]
    public async Task Those_of_the_orders_that_are_asked_for_are_listed_in_order()
    {
        var overrides = await CreateAsync();
        foreach (var (order, field) in new[] { (OrderB, "Gift"), (OrderA, "ShipTo.Phone"), (OrderA, "CustomerNotes"), (OrderA + "0", "Gift") }) await overrides.PutAsync(Value(order, field), default);

        Assert.Equal([(OrderA, "CustomerNotes"), (OrderA, "ShipTo.Phone"), (OrderB, "Gift")], (await overrides.ListAsync([OrderB, OrderA], default)).Select(static o => (o.OrderId, o.Field)));
        Assert.Equal(2, (await overrides.ListAsync([OrderA], default)).Count);
        Assert.Empty(await overrides.ListAsync([], default));
    }

    [Fact]
    public async Task One_is_removed_or_all_of_an_order()
    {
        var overrides = await CreateAsync();
        foreach (var (order, field) in new[] { (OrderB, "Gift"), (OrderA, "Gift"), (OrderA, "ShipTo.Phone"), (OrderA, "CustomerNotes") }) await overrides.PutAsync(Value(order, field), default);

        Assert.Equal((1, 0), (await overrides.RemoveAsync(OrderA, "Gift", default), await overrides.RemoveAsync(OrderA, "Gift", default)));
        Assert.Equal(2, await overrides.RemoveAsync(OrderA, null, default));
        Assert.Equal([OrderB], (await overrides.ListAsync([OrderA, OrderB], default)).Select(static o => o.OrderId));
    }

    private static OrderOverride Value(string orderId, string field) => new(orderId, field, "value", "Ada", ManualTimeProvider.Start, null);
}
