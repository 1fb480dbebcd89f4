using System.Text.Json.Nodes;
using Connector.Core.Flows.Intake;
using Connector.Core.Flows.Labels;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;
using Xunit;

namespace Connector.Tests.Journeys.Labels;

public sealed class When_money_is_compared
{
    private const string Unexplained = "LabelChargeUnexplained";

    [Theory]
    [InlineData("""{ "status": 400, "body": "{\"Message\":\"Insufficient funds to purchase label.\"}" }""")]
    [InlineData("""{ "status": 429 }""")]
    public async Task A_worker_that_was_overtaken_frees_no_money_of_a_label_that_exists(string answer)
    {
        await using var it = await LabelWorld.StartAsync();
        var fault = JsonNode.Parse(answer)!;
        fault["route"] = LabelWorld.Buys;
        fault["times"] = 20;
        await it.FaultAsync(fault.ToJsonString());
        // Another worker took the purchase for lost, and found a label.
        it.World.Between.At("label-called", async () =>
        {
            var row = await it.LabelAsync("US-1");
            var found = row with { State = LabelState.Bought, DueAt = null, Purchase = new LabelPurchase(1, null, "1Z", 7m, 0m, "USD", it.World.Clock.GetUtcNow(), null, null) };
            Assert.NotNull((await it.World.Get<ILabelStore>().WriteAsync([found], default))[0]);
        });

        await it.PlaceAsync("US-1");

        Assert.Equal((LabelState.Bought, 1L), ((await it.LabelAsync("US-1")).State, (await it.LabelAsync("US-1")).Purchase!.ShipmentId));
        Assert.Equal(1, (await it.SpentAsync()).Labels);
    }

    [Theory]
    [InlineData("label-disowned")]
    [InlineData("label-released")]
    public async Task Killed_while_money_becomes_free_it_is_free_in_the_end_and_the_label_proposed(string point)
    {
        await using var it = await LabelWorld.StartAsync();
        await it.FaultAsync($$"""{ "route": "{{LabelWorld.Buys}}", "status": 400, "body": "{\"Message\":\"Insufficient funds to purchase label.\"}" }""");
        await it.World.People.PlaceAsync(ShopOrder.Numbered("US-1"));

        await it.World.SyncUntilCrashAsync(point);
        await it.LaterAsync(TimeSpan.FromMinutes(5));
        await it.LaterAsync(TimeSpan.FromHours(2));

        Assert.Equal(LabelState.Proposed, (await it.LabelAsync("US-1")).State);
        Assert.Equal((0m, 0), await it.SpentAsync());
        await it.IsCleanAsync(purchases: 0);
    }

    [Fact]
    public async Task An_unknown_purchase_costs_one_reading_where_the_label_is_there()
    {
        await using var it = await LabelWorld.StartAsync();
        await it.FaultAsync($$"""{ "route": "{{LabelWorld.Buys}}", "drop": "after" }""");
        await it.PlaceAsync("US-1");
        it.World.Clock.Advance(TimeSpan.FromSeconds(10));
        var before = it.World.ShippingCalls("GET /shipments");

        await it.RunLabelsAsync();

        Assert.Equal(LabelState.Bought, (await it.LabelAsync("US-1")).State);
        Assert.Equal(before + 1, it.World.ShippingCalls("GET /shipments"));
    }

    [Fact]
    public async Task A_purchase_whose_outcome_is_open_is_settled_though_labels_are_switched_off()
    {
        await using var it = await LabelWorld.StartAsync();
        await it.FaultAsync($$"""{ "route": "{{LabelWorld.Buys}}", "drop": "after" }""");
        await it.PlaceAsync("US-1");
        await it.ChangeAsync("Labels:Mode", "Off");

        await it.LaterAsync(TimeSpan.FromMinutes(1));
        await it.PlaceAsync("US-2");
        await it.LaterAsync(TimeSpan.FromHours(1));

        Assert.Equal(LabelState.Bought, (await it.LabelAsync("US-1")).State);
        Assert.Equal(((await it.PaidAsync())[0], 1), await it.SpentAsync());
        Assert.Empty(await it.LabelsAsync("US-2"));
        await it.IsCleanAsync(purchases: 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_void_by_people_is_noted_and_nothing_bought_again(bool whileProposed)
    {
        await using var it = await LabelWorld.StartAsync();
        await it.PlaceAsync("US-1");
        if (whileProposed)
        {
            await it.World.People.CancelInShopAsync("US-1");
            await it.LaterAsync(TimeSpan.FromMinutes(5));
            Assert.Equal(LabelState.VoidProposed, (await it.LabelAsync("US-1")).State);
        }

        await it.World.People.VoidAsync((await it.LabelAsync("US-1")).Purchase!.ShipmentId!.Value);
        await it.LaterAsync(TimeSpan.FromMinutes(10));

        var label = await it.LabelAsync("US-1");
        Assert.Equal(LabelState.Voided, label.State);
        Assert.NotNull(label.Void!.VoidedAt);
        Assert.Contains("label voided in ShipStation", await it.World.HistoryAsync("US-1"), StringComparison.Ordinal);
        await it.LaterAsync(TimeSpan.FromDays(1));
        Assert.Equal(1, it.World.ShippingCalls(LabelWorld.Buys));
        await it.IsCleanAsync(purchases: 1);
    }

    [Fact]
    public async Task A_void_by_people_is_noted_though_somebody_writes_the_row_at_the_same_time()
    {
        await using var it = await LabelWorld.StartAsync();
        await it.PlaceAsync("US-1");
        it.World.Clock.Advance(TimeSpan.FromSeconds(10));
        var row = await it.LabelAsync("US-1");
        var seen = Assert.Single(await it.World.Get<IShippingAccounts>().Get("default").ListShipmentsOfOrderAsync(row.ShippingOrderId, RateLane.Normal, default));
        var store = new OvertakenStore(it.World.Get<ILabelStore>());
        var listener = new SeenLabels(
            store, it.World.Get<ISpendLedger>(), it.World.Get<IJournal>(), new LabelRules { Mode = LabelMode.Buy }, it.World.Clock);

        await listener.TakeAsync([(seen with { Voided = true, VoidedAt = it.World.Clock.GetUtcNow() }, row.OrderId)], default);

        Assert.Equal((LabelState.Voided, "overtaken"), ((await it.LabelAsync("US-1")).State, (await it.LabelAsync("US-1")).BatchId));
    }

    [Fact]
    public async Task A_cost_that_was_not_recorded_counts_and_is_told()
    {
        await using var it = await LabelWorld.StartAsync();
        await it.PlaceAsync("US-1");
        it.World.Clock.Advance(TimeSpan.FromSeconds(10));
        var (paid, bought) = ((await it.PaidAsync())[0], await it.LabelAsync("US-1"));
        var seen = Assert.Single(await it.World.Get<IShippingAccounts>().Get("default").ListShipmentsOfOrderAsync(bought.ShippingOrderId, RateLane.Normal, default));

        await it.World.Get<ShipmentIntake>().TakeAsync([seen with { ShipmentCost = paid + 2m, ObservedAt = it.World.Clock.GetUtcNow() }], "seen", default);
        await it.RunLabelsAsync();
        await it.RunLabelsAsync();

        var label = await it.LabelAsync("US-1");
        Assert.Equal((LabelState.Bought, "UnexplainedCharge", 2m), (label.State, label.Code, label.Purchase!.Adjusted));
        Assert.Equal((paid + 2m, 1), await it.SpentAsync());
        Assert.Equal(Unexplained, Assert.Single(await it.World.ErrorsAsync()).Info.Code);
        Assert.Null(label.DueAt);
    }

    [Fact]
    public async Task A_label_whose_purchase_was_taken_for_not_made_is_told()
    {
        await using var it = await LabelWorld.StartAsync();
        await it.FaultAsync($$"""{ "route": "{{LabelWorld.Buys}}", "drop": "before" }""");
        await it.PlaceAsync("US-1");
        var sent = (await it.LabelAsync("US-1")).Reservation!.SentAt!.Value;
        await it.LaterAsync(TimeSpan.FromHours(2));
        var absent = await it.LabelAsync("US-1");
        Assert.Equal(LabelState.Proposed, absent.State);

        var late = new Shipment
        {
            Account = absent.Account, Kind = ShipmentKind.Label, Id = 4711, OrderKey = absent.OrderKey, ShippingOrderId = absent.ShippingOrderId, OrderNumber = "US-1", CreatedAt = sent.AddSeconds(3),
            CarrierCode = absent.Intent!.CarrierCode, ServiceCode = absent.Intent.ServiceCode, ShipmentCost = 7m, ObservedAt = it.World.Clock.GetUtcNow()
        };
        await it.World.Get<ShipmentIntake>().TakeAsync([late], "seen", default);
        await it.RunLabelsAsync();

        Assert.Equal((LabelState.BoughtByOthers, "UnexplainedCharge"), ((await it.LabelAsync("US-1")).State, (await it.LabelAsync("US-1")).Code));
        Assert.Equal(Unexplained, Assert.Single(await it.World.ErrorsAsync()).Info.Code);
        Assert.Null((await it.LabelAsync("US-1")).DueAt);
    }

    [Fact]
    public async Task A_label_that_people_buy_for_an_order_that_the_shop_cancelled_is_told()
    {
        await using var it = await LabelWorld.StartAsync("Propose");
        await it.PlaceAsync("US-1");
        await it.World.People.CancelInShopAsync("US-1");
        await it.LaterAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(LabelState.Dismissed, (await it.LabelAsync("US-1")).State);

        await it.World.People.LabelAsync("US-1", new JsonObject { ["force"] = true });
        await it.LaterAsync(TimeSpan.FromMinutes(10));

        Assert.Contains(await it.World.ErrorsAsync(), error => error.Info.Code == ErrorCodes.CancelledAfterShipment);
        await it.IsCleanAsync(purchases: 0);
    }

    /// <summary>Somebody writes the row directly before the first write.</summary>
    private sealed class OvertakenStore(ILabelStore inner) : ILabelStore
    {
        private bool _isOvertaken;

        public async Task<IReadOnlyList<LabelRow?>> WriteAsync(IReadOnlyList<LabelRow> rows, CancellationToken cancellationToken)
        {
            if (!_isOvertaken)
            {
                _isOvertaken = true;
                var stored = await inner.FindAsync(rows[0].Id, cancellationToken);
                await inner.WriteAsync([stored! with { BatchId = "overtaken" }], cancellationToken);
            }
            return await inner.WriteAsync(rows, cancellationToken);
        }

        public Task<IReadOnlyList<LabelRow>> GetAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) => inner.GetAsync(orderIds, cancellationToken);
        public Task<LabelRow?> FindAsync(string id, CancellationToken cancellationToken) => inner.FindAsync(id, cancellationToken);
        public Task<IReadOnlyList<LabelRow>> ListDueAsync(DateTimeOffset now, int max, CancellationToken cancellationToken) => inner.ListDueAsync(now, max, cancellationToken);
        public Task<LabelPage> ListAsync(LabelFilter filter, string? after, int take, CancellationToken cancellationToken) => inner.ListAsync(filter, after, take, cancellationToken);
        public Task<IReadOnlyDictionary<LabelState, long>> CountAsync(CancellationToken cancellationToken) => inner.CountAsync(cancellationToken);
    }
}
