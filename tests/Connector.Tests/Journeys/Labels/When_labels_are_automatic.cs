using System.Text.Json.Nodes;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;
using Xunit;

namespace Connector.Tests.Journeys.Labels;

public sealed class When_labels_are_automatic
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_label_is_bought_and_the_shop_order_shows_it_in_the_same_pass(bool onSqlite)
    {
        await using var it = await LabelWorld.StartAsync(onSqlite: onSqlite);

        await it.PlaceAsync("US-1");

        var label = await it.LabelAsync("US-1");
        Assert.Equal((LabelState.Bought, null), (label.State, label.Code));
        Assert.Equal(("stamps_com", "usps_ground_advantage"), (label.Intent!.CarrierCode, label.Intent.ServiceCode));
        var here = it.World.ShopOrder("US-1");
        Assert.Equal("Shipped", here.Text("shipmentState"));
        var parcel = Assert.Single(Assert.Single(here.Deliveries()).List("parcels"));
        Assert.Equal(label.Purchase!.TrackingNumber, parcel.Text("trackingData.trackingId"));
        var document = await it.World.Get<ILabelArchive>().FindAsync(label.Purchase.DocumentId!, default);
        Assert.Equal("pdf", document!.Format);
        Assert.StartsWith("%PDF", System.Text.Encoding.ASCII.GetString(document.Content.Span[..5]), StringComparison.Ordinal);
        Assert.Equal(((await it.PaidAsync())[0], 1), await it.SpentAsync());
        await it.IsCleanAsync(purchases: 1);

        var writes = it.World.ShopWrites;
        await it.LaterAsync(TimeSpan.FromMinutes(5));
        await it.LaterAsync(TimeSpan.FromHours(2));
        Assert.Equal(writes, it.World.ShopWrites);
        Assert.Empty(await it.World.ErrorsAsync());
        await it.IsCleanAsync(purchases: 1);
    }

    /// <summary>ShipStation looks at the addresses of an import: eleven pages of changes, all of one instant, which are read there and back.</summary>
    [Fact]
    public async Task A_label_is_bought_though_thousands_of_orders_changed_in_the_same_second()
    {
        await using var it = await LabelWorld.StartAsync("Propose");
        await it.PlaceAsync("US-1");
        await it.World.People.ImportInShipStationAsync(5_001, static i => WayBack.OddSituations.TypedOrder($"WEB-{i}", $"web-{i}"));
        await it.World.People.SettleAsync();
        await it.World.SyncAsync();

        await it.Desk.ApproveAllAsync(new LabelFilter(), "ada", default);
        await it.World.SyncAsync();

        var label = await it.LabelAsync("US-1");
        Assert.Equal((LabelState.Bought, null), (label.State, label.Reason));
        await it.IsCleanAsync(purchases: 1);
    }

    [Fact]
    public async Task A_label_of_an_order_that_the_shop_has_deleted_waits_for_two_weeks_and_no_longer()
    {
        await using var it = await LabelWorld.StartAsync(more: ("Labels:Readiness:Address", "Valid"));
        await it.PlaceAsync("US-1");
        await it.World.People.CheckAddressAsync("US-1", "Address Validation Failed");
        await it.LaterAsync(TimeSpan.FromHours(1));
        var id = (await it.LabelAsync("US-1")).Id;
        await it.World.People.DeleteInShopAsync("US-1");

        await it.LaterAsync(TimeSpan.FromDays(13));
        var waiting = (await it.World.Get<ILabelStore>().FindAsync(id, default))!;
        await it.LaterAsync(TimeSpan.FromDays(2));
        var ended = (await it.World.Get<ILabelStore>().FindAsync(id, default))!;

        Assert.Equal((LabelState.Waiting, LabelCodes.NotReadable), (waiting.State, waiting.Code));
        Assert.Equal((LabelState.Dismissed, LabelCodes.NotOpen, null), (ended.State, ended.Code, ended.DueAt));
        Assert.Contains("deleted in the shop", ended.Reason, StringComparison.Ordinal);
        await it.IsCleanAsync(purchases: 0);
    }

    [Fact]
    public async Task A_proposal_buys_nothing_until_somebody_approves_it()
    {
        await using var it = await LabelWorld.StartAsync("Propose");
        await it.PlaceAsync("US-1", "US-2");
        var proposed = await it.LabelAsync("US-1");
        Assert.Equal((LabelState.Proposed, LabelCodes.ModeIsPropose), (proposed.State, proposed.Code));
        await it.IsCleanAsync(purchases: 0);
        Assert.Equal((0m, 0), await it.SpentAsync());

        Assert.Equal(1, await it.Desk.ApproveAsync([proposed.Id], "ada", default));
        await it.World.SyncAsync();

        var bought = await it.LabelAsync("US-1");
        Assert.Equal((LabelState.Bought, "ada"), (bought.State, bought.DecidedBy));
        Assert.Equal(LabelState.Proposed, (await it.LabelAsync("US-2")).State);
        Assert.Contains("label approved by ada", await it.World.HistoryAsync("US-1"), StringComparison.Ordinal);
        await it.IsCleanAsync(purchases: 1);

        Assert.Equal(1, await it.Desk.ApproveAllAsync(new LabelFilter(), "grace", default));
        await it.World.SyncAsync();
        Assert.Equal(LabelState.Bought, (await it.LabelAsync("US-2")).State);
        await it.IsCleanAsync(purchases: 2);
    }

    [Fact]
    public async Task Switched_off_nothing_is_asked_and_nothing_written()
    {
        await using var plain = await World.StartAsync();
        await plain.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        var without = await plain.SyncAsync();

        await using var off = await World.StartAsync(new WorldPlan { Settings = new Dictionary<string, string?> { ["Labels:Mode"] = "Off", ["Labels:Currency"] = "USD" } });
        await off.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        var with = await off.SyncAsync();

        Assert.All(Enum.GetValues<Measure>(), measure => Assert.Equal(without[measure], with[measure]));
        Assert.Equal(plain.Shipping.Stats.ByRoute.OrderBy(r => r.Key, StringComparer.Ordinal), off.Shipping.Stats.ByRoute.OrderBy(r => r.Key, StringComparer.Ordinal));
        Assert.Empty((await off.Get<ILabelStore>().ListAsync(new LabelFilter(), null, 10, default)).Rows);
        Assert.Null(await off.Get<ICursorStore>().GetAsync(CursorName.LabelScan, default));
    }

    [Fact]
    public async Task Orders_from_before_labels_were_switched_on_get_theirs_too()
    {
        await using var it = await LabelWorld.StartAsync();
        var paused = new FlowPause("not yet", it.World.Clock.GetUtcNow(), null);
        await it.World.Get<IFlowPauses>().PauseAsync(QueueNames.Labels, paused, default);
        await it.PlaceAsync("US-1");
        await it.IsCleanAsync(purchases: 0);

        await it.World.Get<IFlowPauses>().ResumeAsync(QueueNames.Labels, default);
        await it.LaterAsync(TimeSpan.FromMinutes(11));
        Assert.Equal(LabelState.Bought, (await it.LabelAsync("US-1")).State);
        await it.IsCleanAsync(purchases: 1);
    }
}
