using System.Text.Json.Nodes;
using Connector.Core.Flows.Labels;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;
using Xunit;

namespace Connector.Tests.Journeys.Labels;

public sealed class When_labels_are_bought_in_batches
{
    private const string Creates = "POST /v2/batches";
    private const string Starts = "POST /v2/batches/{id}/process/labels";
    private const string Archives = "DELETE /v2/batches/{id}";
    private const string Looks = "GET /v2/batches/{id}";
    private const int Count = 12;
    private static readonly string[] s_numbers = [.. Enumerable.Range(1, Count).Select(static n => FormattableString.Invariant($"US-{n}"))];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Many_labels_are_bought_by_one_start(bool onSqlite)
    {
        await using var it = await ApprovedAsync(onSqlite);

        await it.LaterAsync(TimeSpan.FromMinutes(1));
        var started = await it.LabelAsync("US-1");
        Assert.Equal(LabelState.Reserved, started.State);
        Assert.NotNull(started.Reservation!.BatchName);
        var before = it.World.Shipping.Stats.ByRoute.Where(static r => r.Key.Contains("/v2/", StringComparison.Ordinal)).Sum(static r => r.Value);
        await it.LaterAsync(TimeSpan.FromMinutes(1));

        var labels = await AllAsync(it);
        Assert.All(labels, label => Assert.Equal((LabelState.Bought, null, started.BatchId), (label.State, label.Code, label.BatchId)));
        Assert.Equal(Count, labels.Select(static label => label.Purchase!.TrackingNumber).Distinct().Count());
        Assert.All(labels, label => Assert.NotNull(label.Purchase!.DocumentId));
        Assert.All(s_numbers, number => Assert.Equal("Shipped", it.World.ShopOrder(number).Text("shipmentState")));
        Assert.Equal((1L, 1L, 0L), (it.World.ShippingCalls(Creates), it.World.ShippingCalls(Starts), it.World.ShippingCalls("POST /v2/labels/rates/{id}")));
        // One look and one list; documents are no calls.
        var after = it.World.Shipping.Stats.ByRoute.Where(static r => r.Key.Contains("/v2/", StringComparison.Ordinal) && !r.Key.Contains("downloads", StringComparison.Ordinal)).Sum(static r => r.Value);
        Assert.Equal(2, after - before);
        await IsPaidOnceAsync(it, Count);
        Assert.Empty(await it.World.ErrorsAsync());

        var writes = it.World.ShopWrites;
        await it.LaterAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(writes, it.World.ShopWrites);
    }

    [Fact]
    public async Task Few_labels_are_bought_one_by_one()
    {
        await using var it = await ApprovedAsync(take: LabelBatchDraft.Least - 1);

        await it.LaterAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((0L, LabelBatchDraft.Least - 1L), (it.World.ShippingCalls(Creates), it.World.ShippingCalls("POST /v2/labels/rates/{id}")));
        await IsPaidOnceAsync(it, LabelBatchDraft.Least - 1);
    }

    [Fact]
    public async Task Each_label_of_a_batch_has_its_own_outcome()
    {
        await using var it = await ApprovedAsync();
        // Money for some of them only.
        it.World.Between.At("label-batch-sending", () => it.ControlAsync("/funds", """{ "carrier": "stamps_com", "balance": 40 }"""));

        await it.LaterAsync(TimeSpan.FromMinutes(1));
        await it.LaterAsync(TimeSpan.FromMinutes(1));

        var states = (await AllAsync(it)).ToLookup(static label => label.State);
        Assert.Equal([LabelState.Bought, LabelState.Refused], states.Select(static s => s.Key).Order());
        var dead = await it.World.ErrorsAsync();
        Assert.Equal(states[LabelState.Refused].Count(), dead.Count);
        Assert.All(dead, entry => Assert.Equal(ErrorCodes.LabelRefused, entry.Info.Code));
        await IsPaidOnceAsync(it, states[LabelState.Bought].Count());

        await it.ControlAsync("/funds", """{ "carrier": "stamps_com", "balance": 500 }""");
        await it.World.ReplayAllAsync();
        await it.LaterAsync(TimeSpan.FromMinutes(11));
        await it.Desk.ApproveAllAsync(new LabelFilter(), "ada", default);
        await it.LaterAsync(TimeSpan.FromMinutes(2));
        await IsPaidOnceAsync(it, Count);
        Assert.Empty(await it.World.ErrorsAsync());
    }

    [Fact]
    public async Task A_label_that_the_batch_forgot_is_looked_up_and_proposed_when_it_certainly_does_not_exist()
    {
        await using var it = await ApprovedAsync();
        await it.ControlAsync("/labelling", """{ "batchLoses": ["US-3"] }""");

        await it.LaterAsync(TimeSpan.FromMinutes(1));
        await it.LaterAsync(TimeSpan.FromMinutes(5));
        await IsPaidAsync(it, Count - 1, setAside: 1);
        Assert.Equal((LabelState.Unknown, LabelCodes.NotVisibleYet), ((await it.LabelAsync("US-3")).State, (await it.LabelAsync("US-3")).Code));

        await it.LaterAsync(TimeSpan.FromMinutes(30));
        await it.LaterAsync(TimeSpan.FromHours(2));
        await it.LaterAsync(TimeSpan.FromHours(1));
        var forgotten = await it.LabelAsync("US-3");
        Assert.Equal(LabelState.Proposed, forgotten.State);
        await IsPaidOnceAsync(it, Count - 1);

        await it.ApproveAsync("US-3");
        await it.LaterAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(LabelState.Bought, (await it.LabelAsync("US-3")).State);
        await IsPaidOnceAsync(it, Count);
    }

    [Theory]
    [InlineData("""{ "route": "POST /v2/batches/{id}/process/labels", "drop": "after" }""")]
    [InlineData("""{ "route": "POST /v2/batches/{id}/process/labels", "status": 504, "apply": "after" }""")]
    [InlineData("""{ "route": "POST /v2/batches", "drop": "after" }""")]
    [InlineData("""{ "route": "POST /v2/batches", "status": 504, "apply": "after" }""")]
    public async Task A_batch_whose_answer_was_lost_is_found_and_never_started_twice(string fault)
    {
        await using var it = await ApprovedAsync();
        await it.FaultAsync(fault);

        await it.LaterAsync(TimeSpan.FromMinutes(1));
        await it.LaterAsync(TimeSpan.FromMinutes(1));

        Assert.All(await AllAsync(it), label => Assert.Equal(LabelState.Bought, label.State));
        Assert.Equal((1L, 1L), (it.World.ShippingCalls(Creates), it.World.ShippingCalls(Starts)));
        await IsPaidOnceAsync(it, Count);
    }

    [Fact]
    public async Task A_batch_that_was_never_created_is_tried_again()
    {
        await using var it = await ApprovedAsync();
        await it.FaultAsync("""{ "route": "POST /v2/batches", "drop": "before" }""");

        await it.LaterAsync(TimeSpan.FromMinutes(1));
        Assert.All(await AllAsync(it), label => Assert.Equal(LabelState.Approved, label.State));
        Assert.Equal((0m, 0), await it.SpentAsync());
        await it.LaterAsync(TimeSpan.FromMinutes(2));
        await it.LaterAsync(TimeSpan.FromMinutes(1));

        Assert.All(await AllAsync(it), label => Assert.Equal(LabelState.Bought, label.State));
        await IsPaidOnceAsync(it, Count);
    }

    [Fact]
    public async Task A_start_that_never_arrived_is_waited_for_and_then_proposed()
    {
        await using var it = await ApprovedAsync();
        await it.FaultAsync($$"""{ "route": "{{Starts}}", "drop": "before" }""");

        await it.LaterAsync(TimeSpan.FromMinutes(1));
        var reads = it.World.ShippingCalls("GET /shipments") + it.World.ShippingCalls("GET /v2/labels");
        await it.LaterAsync(TimeSpan.FromMinutes(20));
        Assert.All(await AllAsync(it), label => Assert.Equal(LabelState.Unknown, label.State));
        // Nobody can start it by hand any more, when people have shipped some of its orders otherwise.
        Assert.Empty(await it.World.People.ListBatchesAsync("open"));
        // Nothing is asked order by order while it would prove nothing.
        Assert.InRange(it.World.ShippingCalls("GET /shipments") + it.World.ShippingCalls("GET /v2/labels") - reads, 0, 6);

        for (var pass = 0; pass < 4; pass++) await it.LaterAsync(TimeSpan.FromHours(1));
        Assert.All(await AllAsync(it), label => Assert.Equal(LabelState.Proposed, label.State));
        Assert.Equal((0m, 0), await it.SpentAsync());
        await it.Desk.ApproveAllAsync(new LabelFilter(), "ada", default);
        await it.LaterAsync(TimeSpan.FromMinutes(1));
        await it.LaterAsync(TimeSpan.FromMinutes(1));
        await IsPaidOnceAsync(it, Count);
    }

    [Fact]
    public async Task Labels_of_a_batch_that_does_not_end_are_found()
    {
        await using var it = await ApprovedAsync();
        await it.ControlAsync("/labelling", """{ "batchStuck": true }""");

        await it.LaterAsync(TimeSpan.FromMinutes(1));
        await it.LaterAsync(TimeSpan.FromMinutes(5));
        Assert.All(await AllAsync(it), label => Assert.Equal(LabelState.Reserved, label.State));
        await it.LaterAsync(TimeSpan.FromMinutes(10));

        Assert.All(await AllAsync(it), label => Assert.Equal(LabelState.Bought, label.State));
        await IsPaidOnceAsync(it, Count);
    }

    [Fact]
    public async Task Labels_that_the_list_shows_late_are_waited_for()
    {
        await using var it = await ApprovedAsync();
        await it.ControlAsync("/labelling", """{ "visibilitySecondsV1": 900, "visibilitySecondsV2": 600 }""");

        await it.LaterAsync(TimeSpan.FromMinutes(1));
        for (var pass = 0; pass < 6; pass++) await it.LaterAsync(TimeSpan.FromMinutes(12));

        Assert.All(await AllAsync(it), label => Assert.Equal(LabelState.Bought, label.State));
        Assert.Equal(1, it.World.ShippingCalls(Starts));
        await IsPaidOnceAsync(it, Count);
    }

    [Fact]
    public async Task Orders_that_people_shipped_held_or_labelled_meanwhile_are_left_out()
    {
        await using var it = await ApprovedAsync(more: 3);
        await it.World.People.MarkShippedAsync("US-1");
        await it.World.People.EditInShipStationAsync("US-2", new JsonObject { ["orderStatus"] = "on_hold" });
        // While the others are being put together.
        it.World.Between.At("label-set-aside", async () =>
        {
            it.World.Clock.Advance(TimeSpan.FromSeconds(20));
            await it.World.People.LabelAsync("US-3");
        });

        await it.LaterAsync(TimeSpan.FromMinutes(1));
        await it.LaterAsync(TimeSpan.FromMinutes(2));

        Assert.Equal((LabelState.BoughtByOthers, LabelState.Approved, LabelState.BoughtByOthers),
            ((await it.LabelAsync("US-1")).State, (await it.LabelAsync("US-2")).State, (await it.LabelAsync("US-3")).State));
        Assert.Equal(LabelCodes.Held, (await it.LabelAsync("US-2")).Code);
        Assert.Equal(1, it.World.ShippingCalls(Starts));
        await IsPaidOnceAsync(it, Count);
    }

    [Theory]
    [InlineData("label-batch-created")]
    [InlineData("label-batch-sending")]
    public async Task The_kill_switch_stops_a_batch_before_its_start(string point)
    {
        await using var it = await ApprovedAsync();
        var pauses = it.World.Get<IFlowPauses>();
        it.World.Between.At(point, () => pauses.PauseAsync(QueueNames.Labels, new FlowPause("stop", it.World.Clock.GetUtcNow(), null), default));

        await it.LaterAsync(TimeSpan.FromMinutes(1));

        var stops = point == "label-batch-created";
        Assert.Equal(stops ? 0L : 1L, it.World.ShippingCalls(Starts));
        await pauses.ResumeAsync(QueueNames.Labels, default);
        await it.LaterAsync(TimeSpan.FromMinutes(15));
        await it.LaterAsync(TimeSpan.FromMinutes(1));
        await IsPaidOnceAsync(it, Count);
    }

    [Fact]
    public async Task A_cap_limits_a_batch_to_the_cent()
    {
        await using var it = await ApprovedAsync(settings: ("Labels:Guards:Caps:0:Labels", "11"));

        await it.LaterAsync(TimeSpan.FromMinutes(1));
        await it.LaterAsync(TimeSpan.FromMinutes(1));

        var waits = Assert.Single(await AllAsync(it), static label => label.State != LabelState.Bought);
        Assert.Equal((LabelState.Approved, LabelCodes.CapReached), (waits.State, waits.Code));
        await IsPaidOnceAsync(it, 11);
    }

    [Theory]
    [InlineData("label-reserved")]
    [InlineData("label-batch-created")]
    [InlineData("label-batch-sending")]
    [InlineData("label-batch-called")]
    [InlineData("label-settled")]
    public async Task Two_workers_buy_once(string point)
    {
        await using var it = await ApprovedAsync();
        it.World.Between.At(point, async () =>
        {
            var messages = s_numbers.Select(number => new WorkMessage
            {
                Type = MessageTypes.BuyLabel, Id = it.World.ShopOrder(number).Text("id")!, CorrelationId = "second", EnqueuedAt = it.World.Clock.GetUtcNow()
            });
            await it.World.Get<IWorkQueue>().SendAsync(QueueNames.Labels, [.. messages], null, default);
            await it.World.Get<Connector.Core.Engine.Pump.QueueWorker>().ProcessBatchAsync(QueueNames.Labels, default);
        });

        for (var pass = 0; pass < 4; pass++) await it.LaterAsync(TimeSpan.FromMinutes(3));

        Assert.All(await AllAsync(it), label => Assert.Equal(LabelState.Bought, label.State));
        await IsPaidOnceAsync(it, Count);
    }

    [Theory]
    [InlineData("label-decided")]
    [InlineData("label-reserved")]
    [InlineData("label-set-aside")]
    [InlineData("label-batch-created")]
    [InlineData("label-batch-sending")]
    [InlineData("label-batch-called")]
    [InlineData("label-documents-kept")]
    [InlineData("label-settled")]
    [InlineData("label-committed")]
    public async Task Killed_between_any_two_steps_it_buys_once_in_the_end(string point)
    {
        await using var it = await ApprovedAsync();

        it.World.Clock.Advance(TimeSpan.FromMinutes(1));
        await it.World.SyncUntilCrashAsync(point);
        it.World.Clock.Advance(TimeSpan.FromSeconds(30));
        await it.World.SyncUntilCrashAsync(point);
        for (var pass = 0; pass < 6; pass++)
        {
            await it.LaterAsync(TimeSpan.FromMinutes(45));
            await it.Desk.ApproveAllAsync(new LabelFilter(), "ada", default);
        }
        await it.LaterAsync(TimeSpan.FromMinutes(5));
        await it.LaterAsync(TimeSpan.FromMinutes(1));

        Assert.All(await AllAsync(it), label => Assert.Equal(LabelState.Bought, label.State));
        Assert.All(s_numbers, number => Assert.Equal("Shipped", it.World.ShopOrder(number).Text("shipmentState")));
        await IsPaidOnceAsync(it, Count);
        Assert.Empty(await it.World.ErrorsAsync());
    }

    [Fact]
    public async Task A_label_that_people_voided_and_replaced_while_its_batch_was_late_is_asked_about()
    {
        await using var it = await ApprovedAsync();
        await it.ControlAsync("/labelling", """{ "batchSeconds": 1800, "visibilitySecondsV1": 60, "visibilitySecondsV2": 3000 }""");
        await it.LaterAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(LabelState.Reserved, (await it.LabelAsync("US-1")).State);
        // The batch works half an hour after its start.
        it.World.Clock.Advance(TimeSpan.FromMinutes(30));
        await it.ControlAsync("/void", """{ "orderNumber": "US-1" }""");
        await it.World.People.LabelAsync("US-1", new JsonObject { ["carrier"] = "ups_walleted", ["service"] = "ups_ground" });

        for (var pass = 0; pass < 8; pass++) await it.LaterAsync(TimeSpan.FromMinutes(20));

        var label = await it.LabelAsync("US-1");
        Assert.Equal((LabelState.Unknown, LabelCodes.VoidedMeanwhile, (DateTimeOffset?)null), (label.State, label.Code, label.DueAt));
        await it.IsCleanAsync(Count);
        Assert.Equal(Count, (await it.SpentAsync()).Labels);
    }

    [Fact]
    public async Task Labels_whose_service_was_shopped_are_bought_together_by_their_offers()
    {
        await using var it = await ApprovedAsync(settings:
        [
            ("Labels:Services:By", "Cheapest"), ("Labels:Services:Allowed:0:Carrier", "stamps_com"), ("Labels:Services:Allowed:0:Service", "usps_priority_mail"),
            ("Labels:Services:Allowed:1:Carrier", "ups_walleted"), ("Labels:Services:Allowed:1:Service", "ups_ground")
        ]);
        var quotes = it.World.ShippingCalls("POST /v2/rates");

        await it.LaterAsync(TimeSpan.FromMinutes(1));
        await it.LaterAsync(TimeSpan.FromMinutes(1));

        var labels = await AllAsync(it);
        Assert.All(labels, label => Assert.Equal((LabelState.Bought, "usps_priority_mail"), (label.State, label.Intent!.ServiceCode)));
        Assert.All(labels, label => Assert.NotNull(label.Intent!.RateId));
        // An offer for each, and one start for all.
        Assert.Equal((1L, 1L, 0L), (it.World.ShippingCalls(Creates), it.World.ShippingCalls(Starts), it.World.ShippingCalls("POST /v2/labels/rates/{id}")));
        Assert.InRange(it.World.ShippingCalls("POST /v2/rates") - quotes, Count, Count + 1);
        await IsPaidOnceAsync(it, Count);
    }

    [Theory]
    [InlineData("label-batch-created")]
    [InlineData("label-batch-sending")]
    public async Task A_batch_that_was_never_started_is_taken_away(string killedAt)
    {
        await using var it = await ApprovedAsync();

        it.World.Clock.Advance(TimeSpan.FromMinutes(1));
        await it.World.SyncUntilCrashAsync(killedAt);
        Assert.Single(await it.World.People.ListBatchesAsync("open"));
        for (var pass = 0; pass < 4; pass++)
        {
            await it.LaterAsync(TimeSpan.FromMinutes(45));
            await it.Desk.ApproveAllAsync(new LabelFilter(), "ada", default);
        }
        await it.LaterAsync(TimeSpan.FromMinutes(5));
        await it.LaterAsync(TimeSpan.FromMinutes(1));

        Assert.All(await AllAsync(it), label => Assert.Equal(LabelState.Bought, label.State));
        Assert.Empty(await it.World.People.ListBatchesAsync("open"));
        Assert.Single(await it.World.People.ListBatchesAsync("archived"));
        Assert.Equal(1, it.World.ShippingCalls(Archives));
        await IsPaidOnceAsync(it, Count);
    }

    [Theory]
    [InlineData("""{ "route": "POST /v2/batches/{id}/process/labels", "status": 429, "retryAfterSeconds": 5 }""")]
    [InlineData("""{ "route": "POST /v2/batches", "drop": "after", "times": 1 }|{ "route": "GET /v2/batches/external_batch_id/{text}", "status": 503, "times": 3 }""")]
    public async Task A_batch_whose_start_was_refused_or_whose_creation_was_not_seen_is_taken_away_before_its_labels_are_bought_otherwise(string faults)
    {
        await using var it = await ApprovedAsync();
        foreach (var fault in faults.Split('|')) await it.FaultAsync(fault);

        await it.LaterAsync(TimeSpan.FromMinutes(1));
        for (var pass = 0; pass < 5; pass++) await it.LaterAsync(TimeSpan.FromMinutes(1));

        Assert.All(await AllAsync(it), label => Assert.Equal(LabelState.Bought, label.State));
        Assert.Empty(await it.World.People.ListBatchesAsync("open"));
        Assert.Equal((2L, 1L), (it.World.ShippingCalls(Creates), it.World.ShippingCalls(Archives)));
        await IsPaidOnceAsync(it, Count);
    }

    [Fact]
    public async Task While_a_batch_cannot_be_taken_away_its_labels_wait()
    {
        await using var it = await ApprovedAsync();
        var pauses = it.World.Get<IFlowPauses>();
        it.World.Between.At("label-batch-created", () => pauses.PauseAsync(QueueNames.Labels, new FlowPause("stop", it.World.Clock.GetUtcNow(), null), default));
        await it.FaultAsync($$"""{ "route": "{{Archives}}", "status": 503, "times": 100 }""");

        await it.LaterAsync(TimeSpan.FromMinutes(1));
        await pauses.ResumeAsync(QueueNames.Labels, default);
        for (var pass = 0; pass < 3; pass++) await it.LaterAsync(TimeSpan.FromMinutes(2));
        Assert.All(await AllAsync(it), label => Assert.Equal((LabelState.Unknown, LabelCodes.PurchaseOpen), (label.State, label.Code)));
        await IsPaidAsync(it, 0, setAside: Count);

        it.World.Shipping.Faults.Clear();
        for (var pass = 0; pass < 3; pass++) await it.LaterAsync(TimeSpan.FromMinutes(2));
        Assert.All(await AllAsync(it), label => Assert.Equal(LabelState.Bought, label.State));
        await IsPaidOnceAsync(it, Count);
    }

    [Fact]
    public async Task Labels_of_a_batch_that_somebody_started_in_ShipStation_are_found_and_not_bought_again()
    {
        await using var it = await ApprovedAsync();
        // No list of an order shows them for a while.
        await it.ControlAsync("/labelling", """{ "visibilitySecondsV1": 3000, "visibilitySecondsV2": 3000 }""");
        it.World.Clock.Advance(TimeSpan.FromMinutes(1));
        await it.World.SyncUntilCrashAsync("label-batch-created");
        await it.World.People.StartBatchAsync(Assert.Single(await it.World.People.ListBatchesAsync("open")));

        for (var pass = 0; pass < 4; pass++) await it.LaterAsync(TimeSpan.FromMinutes(12));

        Assert.All(await AllAsync(it), label => Assert.Equal(LabelState.Bought, label.State));
        Assert.Equal(1, it.World.ShippingCalls(Creates));
        await IsPaidOnceAsync(it, Count);
    }

    /// <summary>Orders that ShipStation has had time to complete, with their labels approved and due.</summary>
    private static async Task<LabelWorld> ApprovedAsync(bool onSqlite = false, int take = Count, int more = 0, params (string Key, string? Value)[] settings)
    {
        var it = await LabelWorld.StartAsync("Propose", onSqlite, v2Key: true, more: [("Labels:Route", "V2"), .. settings]);
        await it.PlaceAsync([.. s_numbers.Take(take), .. Enumerable.Range(Count + 1, more).Select(static n => FormattableString.Invariant($"US-{n}"))]);
        await it.World.People.SettleAsync();
        await it.LaterAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(take + more, await it.Desk.ApproveAllAsync(new LabelFilter(), "ada", default));
        return it;
    }

    private static async Task<IReadOnlyList<LabelRow>> AllAsync(LabelWorld it)
    {
        var labels = new List<LabelRow>();
        foreach (var number in s_numbers) labels.Add(await it.LabelAsync(number));
        return labels;
    }

    private static Task IsPaidOnceAsync(LabelWorld it, int labels) => IsPaidAsync(it, labels, setAside: 0);

    /// <summary>What left the wallet is what the ledger has, once for each label.</summary>
    private static async Task IsPaidAsync(LabelWorld it, int labels, int setAside)
    {
        await it.IsCleanAsync(labels);
        var (money, count) = await it.SpentAsync();
        Assert.Equal(labels + setAside, count);
        if (setAside == 0) Assert.Equal((await it.PaidAsync()).Sum(), money);
    }
}
