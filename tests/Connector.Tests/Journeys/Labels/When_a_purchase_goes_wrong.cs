using Connector.Core.Engine.Pump;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;
using Xunit;

namespace Connector.Tests.Journeys.Labels;

public sealed class When_a_purchase_goes_wrong
{
    [Fact]
    public async Task A_label_whose_answer_was_lost_is_found_and_not_bought_again()
    {
        await using var it = await LabelWorld.StartAsync();
        await it.FaultAsync($$"""{ "route": "{{LabelWorld.Buys}}", "drop": "after" }""");

        await it.PlaceAsync("US-1");
        Assert.Equal((LabelState.Unknown, ErrorCodes.LabelOutcomeUnknown), ((await it.LabelAsync("US-1")).State, (await it.LabelAsync("US-1")).Code));
        await it.LaterAsync(TimeSpan.FromSeconds(10));

        var label = await it.LabelAsync("US-1");
        Assert.Equal(LabelState.Bought, label.State);
        Assert.NotNull(label.Purchase!.TrackingNumber);
        Assert.Equal("Shipped", it.World.ShopOrder("US-1").Text("shipmentState"));
        Assert.Equal(((await it.PaidAsync())[0], 1), await it.SpentAsync());
        await it.IsCleanAsync(purchases: 1);
        Assert.Equal(1, it.World.ShippingCalls(LabelWorld.Buys));
    }

    [Fact]
    public async Task A_purchase_that_never_happened_is_proposed_once_that_is_certain()
    {
        await using var it = await LabelWorld.StartAsync();
        await it.FaultAsync($$"""{ "route": "{{LabelWorld.Buys}}", "drop": "before" }""");

        await it.PlaceAsync("US-1");
        await it.LaterAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(LabelState.Unknown, (await it.LabelAsync("US-1")).State);
        Assert.Equal(1, (await it.SpentAsync()).Labels);

        await it.LaterAsync(TimeSpan.FromHours(2));
        var proposed = await it.LabelAsync("US-1");
        Assert.Equal(LabelState.Proposed, proposed.State);
        Assert.Equal((0m, 0), await it.SpentAsync());
        await it.IsCleanAsync(purchases: 0);

        await it.Desk.ApproveAsync([proposed.Id], "ada", default);
        await it.LaterAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(LabelState.Bought, (await it.LabelAsync("US-1")).State);
        await it.IsCleanAsync(purchases: 1);
    }

    [Theory]
    [InlineData(-5.44, LabelState.Unknown)]
    [InlineData(-1, LabelState.Proposed)]
    [InlineData(20, LabelState.Proposed)]
    public async Task Money_that_left_the_carriers_balance_without_a_label_is_asked_about(double moved, LabelState expected)
    {
        await using var it = await LabelWorld.StartAsync();
        await it.FaultAsync($$"""{ "route": "{{LabelWorld.Buys}}", "drop": "before" }""");
        await it.PlaceAsync("US-1");
        // What is bought for others meanwhile explains what it costs.
        await it.LaterAsync(TimeSpan.FromMinutes(5));
        await it.PlaceAsync("US-2", "US-3");
        await it.ControlAsync("/funds", string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""{ "carrier": "stamps_com", "amount": {{moved}} }"""));

        await it.LaterAsync(TimeSpan.FromMinutes(30));
        await it.LaterAsync(TimeSpan.FromHours(2));

        var label = await it.LabelAsync("US-1");
        Assert.Equal(expected, label.State);
        Assert.Equal(LabelState.Bought, (await it.LabelAsync("US-2")).State);
        var isLocked = expected == LabelState.Unknown;
        Assert.Equal(isLocked ? (LabelCodes.ChargedWithoutLabel, (DateTimeOffset?)null, 1) : (LabelCodes.ModeIsPropose, null, 0), (label.Code, label.DueAt, (await it.World.ErrorsAsync()).Count));
        await it.IsCleanAsync(purchases: 2);
    }

    [Fact]
    public async Task A_label_that_the_lists_show_late_is_waited_for()
    {
        await using var it = await LabelWorld.StartAsync();
        await it.ControlAsync("/labelling", """{ "visibilitySecondsV1": 1800 }""");
        await it.FaultAsync($$"""{ "route": "{{LabelWorld.Buys}}", "status": 504, "apply": "after" }""");

        await it.PlaceAsync("US-1");
        foreach (var minutes in (int[])[1, 5, 20])
        {
            await it.LaterAsync(TimeSpan.FromMinutes(minutes));
            Assert.Equal(LabelState.Unknown, (await it.LabelAsync("US-1")).State);
        }
        await it.LaterAsync(TimeSpan.FromMinutes(60));

        Assert.Equal(LabelState.Bought, (await it.LabelAsync("US-1")).State);
        await it.IsCleanAsync(purchases: 1);
    }

    [Fact]
    public async Task A_label_that_people_bought_while_ours_was_unknown_is_the_orders_label()
    {
        await using var it = await LabelWorld.StartAsync();
        await it.FaultAsync($$"""{ "route": "{{LabelWorld.Buys}}", "drop": "before" }""");
        await it.PlaceAsync("US-1");
        await it.World.People.LabelAsync("US-1", new System.Text.Json.Nodes.JsonObject { ["carrier"] = "ups_walleted", ["service"] = "ups_ground" });

        await it.LaterAsync(TimeSpan.FromHours(3));

        Assert.Equal(LabelState.BoughtByOthers, (await it.LabelAsync("US-1")).State);
        Assert.Equal((0m, 0), await it.SpentAsync());
        await it.IsCleanAsync(purchases: 0);
    }

    [Fact]
    public async Task Missing_funds_stop_the_account_and_ask_for_a_person()
    {
        await using var it = await LabelWorld.StartAsync();
        it.World.Between.At("label-sending", () => it.ControlAsync("/funds", """{ "carrier": "stamps_com", "balance": 0 }"""));

        await it.PlaceAsync("US-1", "US-2");

        var dead = Assert.Single(await it.World.ErrorsAsync());
        Assert.Equal((MessageTypes.BuyLabel, ErrorCodes.LabelFundsMissing), (dead.MessageType, dead.Info.Code));
        Assert.NotNull(await it.World.Get<IFlowPauses>().GetAsync(FlowNames.Create(QueueNames.Labels, "default"), default));
        var states = new[] { (await it.LabelAsync("US-1")).State, (await it.LabelAsync("US-2")).State };
        Assert.Equal([LabelState.Waiting, LabelState.Refused], states.Order());
        Assert.Equal(1, it.World.ShippingCalls(LabelWorld.Buys));
        Assert.Equal((0m, 0), await it.SpentAsync());
        await it.IsCleanAsync(purchases: 0);

        await it.ControlAsync("/funds", """{ "carrier": "stamps_com", "balance": 100 }""");
        await it.World.Get<IFlowPauses>().ResumeAsync(FlowNames.Create(QueueNames.Labels, "default"), default);
        await it.World.ReplayAllAsync();
        await it.LaterAsync(TimeSpan.FromMinutes(20));
        Assert.All([await it.LabelAsync("US-1"), await it.LabelAsync("US-2")], label => Assert.Equal(LabelState.Bought, label.State));
        Assert.Empty(await it.World.ErrorsAsync());
        await it.IsCleanAsync(purchases: 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_order_that_people_shipped_meanwhile_gets_no_label(bool byHand)
    {
        await using var it = await LabelWorld.StartAsync("Propose");
        await it.PlaceAsync("US-1");
        if (byHand) await it.World.People.LabelAsync("US-1");
        else await it.World.People.MarkShippedAsync("US-1");

        await it.ApproveAsync("US-1");
        await it.RunLabelsAsync();

        Assert.Equal(LabelState.BoughtByOthers, (await it.LabelAsync("US-1")).State);
        Assert.Equal(0, it.World.ShippingCalls(LabelWorld.Buys));
        await it.IsCleanAsync(purchases: 0);
    }

    [Theory]
    [InlineData("label-decided")]
    [InlineData("label-reserved")]
    [InlineData("label-sending")]
    [InlineData("label-called")]
    public async Task Two_workers_on_one_order_buy_once(string point)
    {
        await using var it = await LabelWorld.StartAsync();
        it.World.Between.At(point, async () =>
        {
            var message = new WorkMessage { Type = MessageTypes.BuyLabel, Id = it.World.ShopOrder("US-1").Text("id")!, CorrelationId = "second", EnqueuedAt = it.World.Clock.GetUtcNow() };
            await it.World.Get<IWorkQueue>().SendAsync(QueueNames.Labels, [message], null, default);
            await it.World.Get<QueueWorker>().ProcessBatchAsync(QueueNames.Labels, default);
        });

        await it.PlaceAsync("US-1");

        Assert.Equal(LabelState.Bought, (await it.LabelAsync("US-1")).State);
        Assert.Equal(1, it.World.ShippingCalls(LabelWorld.Buys));
        Assert.Equal(((await it.PaidAsync())[0], 1), await it.SpentAsync());
        await it.IsCleanAsync(purchases: 1);
    }

    [Fact]
    public async Task A_cap_lets_the_next_label_wait_for_the_next_day()
    {
        await using var it = await LabelWorld.StartAsync(more: ("Labels:Guards:Caps:0:Labels", "2"));

        await it.PlaceAsync("US-1", "US-2", "US-3");

        var waits = Assert.Single(await it.World.Get<ILabelStore>().ListAsync(new LabelFilter(LabelState.Waiting), null, 10, default) is { Rows: var rows } ? rows : []);
        Assert.Equal(LabelCodes.CapReached, waits.Code);
        await it.IsCleanAsync(purchases: 2);

        await it.LaterAsync(TimeSpan.FromDays(1));
        await it.IsCleanAsync(purchases: 3);
        Assert.Equal(LabelState.Bought, (await it.LabelAsync(waits.OrderNumber)).State);
    }

    [Fact]
    public async Task Two_workers_on_two_orders_do_not_pass_a_cap_together()
    {
        await using var it = await LabelWorld.StartAsync("Propose", more: ("Labels:Guards:Caps:0:Labels", "1"));
        await it.PlaceAsync("US-1", "US-2");
        await it.ApproveAsync("US-1");
        it.World.Between.At("label-reserved", async () =>
        {
            await it.ApproveAsync("US-2");
            await it.RunLabelsAsync();
        });

        await it.RunLabelsAsync();

        Assert.Equal((LabelState.Approved, LabelCodes.CapReached), ((await it.LabelAsync("US-1")).State, (await it.LabelAsync("US-1")).Code));
        Assert.Equal(LabelState.Bought, (await it.LabelAsync("US-2")).State);
        Assert.Equal(1, (await it.SpentAsync()).Labels);
        await it.IsCleanAsync(purchases: 1);
    }

    [Fact]
    public async Task A_price_that_grew_since_the_approval_is_proposed_again()
    {
        await using var it = await LabelWorld.StartAsync("Propose");
        await it.PlaceAsync("US-1");
        var seen = (await it.LabelAsync("US-1")).Intent!.Price;
        await it.ControlAsync("/labelling", """{ "priceFactor": 1.5 }""");
        it.World.Clock.Advance(TimeSpan.FromHours(2));

        await it.ApproveAsync("US-1");
        await it.World.SyncAsync();

        var again = await it.LabelAsync("US-1");
        Assert.Equal((LabelState.Proposed, LabelCodes.RateChanged, null), (again.State, again.Code, again.DecidedBy));
        Assert.True(again.Intent!.Price > seen);
        await it.IsCleanAsync(purchases: 0);

        await it.ApproveAsync("US-1");
        await it.World.SyncAsync();
        Assert.Equal(LabelState.Bought, (await it.LabelAsync("US-1")).State);
        await it.IsCleanAsync(purchases: 1);
    }

    [Fact]
    public async Task A_label_that_cost_more_than_quoted_counts_with_its_cost_and_is_marked()
    {
        await using var it = await LabelWorld.StartAsync();
        await it.ControlAsync("/labelling", """{ "purchasePriceFactor": 2 }""");

        await it.PlaceAsync("US-1");

        var label = await it.LabelAsync("US-1");
        Assert.Equal((LabelState.Bought, LabelCodes.CostAboveQuote), (label.State, label.Code));
        Assert.Equal(((await it.PaidAsync())[0], 1), await it.SpentAsync());
        await it.IsCleanAsync(purchases: 1);
    }

    [Fact]
    public async Task An_order_on_hold_waits_and_gets_its_label_when_it_is_released()
    {
        await using var it = await LabelWorld.StartAsync("Propose");
        await it.PlaceAsync("US-1");
        await it.World.People.EditInShipStationAsync("US-1", new System.Text.Json.Nodes.JsonObject { ["orderStatus"] = "on_hold" });
        await it.ApproveAsync("US-1");
        await it.RunLabelsAsync();
        Assert.Equal((LabelState.Approved, LabelCodes.Held), ((await it.LabelAsync("US-1")).State, (await it.LabelAsync("US-1")).Code));
        await it.IsCleanAsync(purchases: 0);

        await it.World.People.EditInShipStationAsync("US-1", new System.Text.Json.Nodes.JsonObject { ["orderStatus"] = "awaiting_shipment" });
        await it.LaterAsync(TimeSpan.FromMinutes(20));
        Assert.Equal(LabelState.Bought, (await it.LabelAsync("US-1")).State);
        await it.IsCleanAsync(purchases: 1);
    }

    [Fact]
    public async Task The_kill_switch_stops_a_batch_before_its_next_purchase()
    {
        await using var it = await LabelWorld.StartAsync();
        it.World.Between.At("label-called", () => it.World.Get<IFlowPauses>().PauseAsync(QueueNames.Labels, new FlowPause("stop", it.World.Clock.GetUtcNow(), null), default));

        await it.PlaceAsync("US-1", "US-2", "US-3");
        await it.LaterAsync(TimeSpan.FromHours(1));

        await it.IsCleanAsync(purchases: 1);
        await it.World.Get<IFlowPauses>().ResumeAsync(QueueNames.Labels, default);
        await it.LaterAsync(TimeSpan.FromMinutes(15));
        await it.IsCleanAsync(purchases: 3);
    }

    [Theory]
    [MemberData(nameof(LabelWorld.PurchaseSteps), MemberType = typeof(LabelWorld))]
    public async Task Killed_between_any_two_steps_it_buys_once_in_the_end(string point)
    {
        await using var it = await LabelWorld.StartAsync();

        await it.OutliveAsync(point);

        Assert.Equal(LabelState.Bought, (await it.LabelAsync("US-1")).State);
        Assert.Equal("Shipped", it.World.ShopOrder("US-1").Text("shipmentState"));
        Assert.Equal(((await it.PaidAsync())[0], 1), await it.SpentAsync());
        Assert.Empty(await it.World.ErrorsAsync());
        await it.IsCleanAsync(purchases: 1);
    }

    [Fact]
    public async Task Money_that_is_set_aside_after_another_worker_went_on_is_free_again()
    {
        await using var it = await LabelWorld.StartAsync();
        it.World.Between.At("label-reserved", async () =>
        {
            it.World.Clock.Advance(TimeSpan.FromMinutes(3));
            await it.RunLabelsAsync();
            await it.RunLabelsAsync();
        });

        await it.PlaceAsync("US-1");

        Assert.Equal(LabelState.Bought, (await it.LabelAsync("US-1")).State);
        Assert.Equal(((await it.PaidAsync())[0], 1), await it.SpentAsync());
        await it.IsCleanAsync(purchases: 1);
    }
}
