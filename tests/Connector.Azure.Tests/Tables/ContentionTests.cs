using Connector.Azure.Tables;
using Connector.Azure.Tests.Azurite;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Ports.Rates;
using Connector.TestSupport;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Azure.Tests.Tables;

/// <summary>Several instances on the same rows at the same time.</summary>
[NeedsAzurite]
public sealed class ContentionTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly Storage _storage = new();

    [Fact]
    public async Task Two_budgets_never_grant_more_than_the_limit_through_several_windows_and_what_is_reported_meanwhile()
    {
        var options = Options.Create(new RateBudgetOptions());
        TableRateBudget[] budgets =
        [
            new(await _storage.ConnectAsync(), options, _clock),
            new(await _storage.ConnectAsync(), options, _clock),
            new(await _storage.ConnectAsync(), options, _clock)
        ];
        for (var window = 0; window < 3; window++)
        {
            var granted = await Task.WhenAll(Enumerable.Range(0, 45).Select(i => Task.Run(async () =>
            {
                var permit = await budgets[i % 3].TakeAsync(A.Account, RateLane.Cancel, default);
                if (i % 5 == 0) await budgets[(i + 1) % 3].ReportAsync(A.Account, new RateReport(40, 39, null, Throttled: false, _clock.Now), default);
                return permit.Granted;
            })));
            Assert.Equal(39, granted.Count(static g => g));
            _clock.MoveTo((await budgets[0].TakeAsync(A.Account, RateLane.Cancel, default)).RetryAt);
        }
    }

    [Fact]
    public async Task A_window_that_another_instance_closed_is_closed_for_one_that_remembers_it_open()
    {
        var options = Options.Create(new RateBudgetOptions());
        var (one, other) = (new TableRateBudget(await _storage.ConnectAsync(), options, _clock), new TableRateBudget(await _storage.ConnectAsync(), options, _clock));
        Assert.True((await one.TakeAsync(A.Account, RateLane.Normal, default)).Granted);
        await other.ReportAsync(A.Account, new RateReport(40, 0, new WindowEnd(_clock.Now.AddSeconds(29), _clock.Now.AddSeconds(30)), Throttled: true, _clock.Now), default);
        Assert.False((await one.TakeAsync(A.Account, RateLane.Normal, default)).Granted);
    }

    [Fact]
    public async Task A_limit_that_another_instance_learned_is_believed_by_one_that_would_refuse()
    {
        var options = Options.Create(new RateBudgetOptions { DefaultLimit = 3 });
        var (one, other) = (new TableRateBudget(await _storage.ConnectAsync(), options, _clock), new TableRateBudget(await _storage.ConnectAsync(), options, _clock));
        Assert.True((await one.TakeAsync(A.Account, RateLane.Normal, default)).Granted);
        await other.ReportAsync(A.Account, new RateReport(40, 39, null, Throttled: false, _clock.Now), default);
        Assert.True((await one.TakeAsync(A.Account, RateLane.Normal, default)).Granted);
    }

    [Fact]
    public async Task Readings_and_marks_of_one_shipment_at_once_lose_nothing()
    {
        TableShippingStore[] stores = [new(await _storage.ConnectAsync(), _clock), new(await _storage.ConnectAsync(), _clock)];
        var (shipment, orderId) = (A.Shipment(), Ids.OrderId());
        await stores[0].PutShipmentsAsync([(shipment, orderId)], default);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => (i % 4) switch
        {
            0 => stores[i % 2].MarkRecordedAsync([(shipment.Account, shipment.Key, new(ShipmentMark.Shipped))], default),
            1 => stores[i % 2].PutShipmentsAsync([(shipment with { Items = null, Voided = true, ObservedAt = shipment.ObservedAt.AddSeconds(-i) }, null)], default),
            _ => stores[i % 2].PutShipmentsAsync([(shipment with { CarrierCode = $"carrier-{i}", ObservedAt = shipment.ObservedAt.AddSeconds(i) }, orderId)], default)
        })));

        var row = Assert.Single(await stores[0].GetShipmentsAsync([orderId], default));
        Assert.Equal(("shipped", true, "carrier-15"), (row.RecordedState?.Text, row.Shipment.Voided, row.Shipment.CarrierCode));
        Assert.Equal(shipment.Items, row.Shipment.Items);
    }

    [Fact]
    public async Task Of_many_readings_of_one_order_at_once_the_latest_stays()
    {
        TableShippingStore[] stores = [new(await _storage.ConnectAsync(), _clock), new(await _storage.ConnectAsync(), _clock)];
        var order = A.Snapshot();
        // Readings from the future would count as those of a clock that was wrong.
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() =>
            stores[i % 2].PutOrdersAsync([order with { OrderNumber = $"{i}", ObservedAt = order.ObservedAt.AddSeconds(i) }], default))));
        Assert.Equal("11", (await stores[0].FindOrderAsync(order.Account, order.ShippingOrderId, default))?.OrderNumber);
    }
}
