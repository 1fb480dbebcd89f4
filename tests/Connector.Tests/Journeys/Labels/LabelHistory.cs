using System.Text.Json.Nodes;
using Connector.Core.Engine.Pump;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;

namespace Connector.Tests.Journeys.Labels;

/// <summary>
/// Some orders whose labels are bought while people buy, void, hold, change and cancel by hand, responses are lost, labels show late, prices and balances change, two workers take one order,
/// and the process dies between any two steps.
/// </summary>
/// <param name="first">The number of its first order.</param>
internal sealed class LabelHistory(LabelWorld it, LabelSeason season, int first = 1)
{
    private const int Rounds = 6;
    private const string BuysByRate = "POST /v2/labels/rates/{id}";
    private const string CreatesBatch = "POST /v2/batches";
    private const string StartsBatch = "POST /v2/batches/{id}/process/labels";
    private static readonly string[] s_allBuys = [LabelWorld.Buys, BuysByRate, StartsBatch];

    private static readonly string[] s_buying = ["label-decided", "label-reserved", "label-set-aside", "label-sending", "label-called", "label-documents-kept", "label-settled", "label-committed"];

    private static readonly string[] s_batching = ["label-batch-created", "label-batch-sending", "label-batch-called", .. s_buying];

    private static readonly string[] s_points = [.. s_batching, "label-disowned", "label-released", "label-voiding", "label-void-called", "push-called", "shipment-written"];

    private static readonly string[] s_faults =
    [
        """{ "apply": "after", "status": 504 }""", """{ "status": 504 }""", """{ "drop": "after" }""", """{ "drop": "before" }""", """{ "apply": "after", "truncateAt": 40 }""",
        """{ "apply": "after", "status": 200, "body": "" }""", """{ "status": 429, "retryAfterSeconds": 5 }""", """{ "status": 500 }""", """{ "apply": "after", "status": 500 }"""
    ];

    private static readonly string[] s_prices = ["1", "0.8", "1.02", "1.4"];

    private readonly Random _random = new(season.Seed);
    private readonly HashSet<long> _peoples = [];
    private int _kills;
    private readonly Dictionary<string, int> _released = new(StringComparer.Ordinal);
    private readonly string[] _numbers = [.. Enumerable.Range(first, season.Orders).Select(static i => $"US-{i}")];

    private string[] Buys => season.Way switch
    {
        LabelWay.V2 => [BuysByRate],
        LabelWay.V2Batches => [BuysByRate, CreatesBatch, StartsBatch, StartsBatch],
        _ => [LabelWorld.Buys]
    };

    private string[] Looks => season.Way switch
    {
        LabelWay.V1 => ["GET /shipments"],
        LabelWay.V2Batches => ["GET /shipments", "GET /v2/labels", "GET /v2/batches/{id}", "GET /v2/batches/{id}/errors", "GET /v2/batches/external_batch_id/{text}", "DELETE /v2/batches/{id}"],
        _ => ["GET /shipments", "GET /v2/labels"]
    };

    public LabelTally Tally { get; private set; } = new(0, 0, 0, 0, 0);

    public async Task<IReadOnlyList<string>> PlayAsync()
    {
        await it.World.People.PlaceAsync([.. _numbers.Select(ShopOrder.Numbered)]);
        for (var round = 0; round < Rounds; round++)
        {
            await WeatherAsync();
            var opened = season.Way == LabelWay.V2Batches ? await it.World.People.ListBatchesAsync("open") : [];
            await PassAsync();
            if (season.Way == LabelWay.V2Batches && _random.Next(3) == 0) await StartBatchesAsync(except: opened);
            if (season.Way == LabelWay.V2Batches) await WorkAsync();
            it.World.Clock.Advance(TimeSpan.FromSeconds(_random.Next(30, 2400)));
            foreach (var number in _numbers.Where(_ => _random.Next(season.Way == LabelWay.V2Batches && round == 0 ? 12 : 4) == 0)) await PersonAsync(number);
            if (season.Way == LabelWay.V2Batches && _random.Next(2) == 0) await ApproveAllAsync();
        }
        await SettleAsync();
        var judge = new LabelJudge(it, season, _peoples, _released);
        var problems = await judge.ProblemsAsync(_numbers);
        Tally = new LabelTally(_kills, _peoples.Count, judge.Tally.Bought, judge.Tally.Open, (int)it.World.ShippingCalls(StartsBatch));
        var calls = s_allBuys.Sum(it.World.ShippingCalls);
        await it.World.SyncAsync();
        if (problems.Count > 0) problems = [.. problems, .. await HistoriesAsync()];
        return calls == s_allBuys.Sum(it.World.ShippingCalls) ? problems : [.. problems, "it goes on buying though nothing happens"];
    }

    /// <summary>What the connector noted of each order, for whoever looks for the cause.</summary>
    private async Task<IReadOnlyList<string>> HistoriesAsync()
    {
        var all = new List<string>();
        foreach (var number in _numbers) all.Add($"{number}:{Environment.NewLine}{await it.World.HistoryAsync(number)}");
        all.Add((await it.LedgerAsync()).ToString());
        foreach (var label in (await it.World.People.CallShipStationAsync(HttpMethod.Get, "shipments?pageSize=500")).List("shipments"))
            all.Add($"{label.Text("shipmentId")} {label.Text("orderNumber")} {label.Text("carrierCode")} {label.Text("serviceCode")} {label.Text("createDate")} " +
                $"{label.Text("shipmentCost")} voided {label.Text("voidDate")}");
        return all;
    }

    private async Task PersonAsync(string number)
    {
        if (await StatusAsync(number) is not { } status) return;
        var label = await it.LabelsAsync(number) is [.., var last] ? last : null;
        switch (_random.Next(10))
        {
            case 0 when status == "awaiting_shipment":
                // Of the same service, or of another.
                _peoples.Add(await it.World.People.LabelAsync(number, _random.Next(2) == 0 ? [] : new JsonObject { ["carrier"] = "ups_walleted", ["service"] = "ups_ground" }));
                break;
            case 1 or 2 when status == "shipped":
                await VoidByHandAsync(number);
                break;
            case 3:
                await it.World.People.CancelInShopAsync(number);
                break;
            case 4:
                await it.World.People.EditInShopAsync(number, new JsonObject { ["shippingAddress"] = ShopOrder.Address($"{_random.Next(99)} Other Street") });
                break;
            case 5 when status == "awaiting_shipment":
                await it.World.People.EditInShipStationAsync(number, new JsonObject { ["orderStatus"] = "on_hold" });
                break;
            case 6 when status == "on_hold":
                await it.World.People.EditInShipStationAsync(number, new JsonObject { ["orderStatus"] = "awaiting_shipment" });
                break;
            case 7 when label is { State: LabelState.Bought }:
                await it.Desk.VoidAsync([label.Id], "ada", default);
                break;
            case 8 when label is { State: LabelState.Waiting or LabelState.Proposed }:
                await it.Desk.DismissAsync([label.Id], "ada", default);
                break;
            default:
                if (label is { State: LabelState.Proposed or LabelState.Refused or LabelState.Dismissed or LabelState.VoidProposed or LabelState.Waiting }) await ApproveAsync(number, label);
                break;
        }
    }

    /// <summary>Whoever approves has looked at the order: after a void, a label is wanted again.</summary>
    private async Task ApproveAsync(string number, LabelRow label)
    {
        if (label.State != LabelState.VoidProposed)
        {
            _released[number] = _released.GetValueOrDefault(number) + 1;
            await it.ControlAsync("/release", new JsonObject { ["orderNumber"] = number }.ToJsonString());
        }
        await it.Desk.ApproveAsync([label.Id], "ada", default);
    }

    /// <summary>Batches that were started work at their time, and not when the clock has jumped.</summary>
    private async Task WorkAsync()
    {
        it.World.Clock.Advance(TimeSpan.FromSeconds(10));
        await it.LedgerAsync();
    }

    /// <summary>What the connector just left open, somebody starts in ShipStation; later, whoever does it buys for orders that others changed meanwhile.</summary>
    private async Task StartBatchesAsync(IReadOnlyList<string> except)
    {
        try
        {
            foreach (var batch in (await it.World.People.ListBatchesAsync("open")).Except(except)) await it.World.People.StartBatchAsync(batch);
        }
        catch (HttpRequestException)
        {
            // The weather was theirs, too.
        }
    }

    /// <summary>With one click.</summary>
    private async Task ApproveAllAsync()
    {
        foreach (var number in _numbers)
            foreach (var label in (await it.LabelsAsync(number)).Where(static l => l.State == LabelState.Proposed)) await ApproveAsync(number, label);
    }

    private async Task VoidByHandAsync(string number)
    {
        try
        {
            await it.ControlAsync("/void", new JsonObject { ["orderNumber"] = number }.ToJsonString());
        }
        catch (HttpRequestException)
        {
            // There was none, or none that can be voided any longer.
        }
    }

    private async Task WeatherAsync()
    {
        if (_random.Next(2) == 0) await FaultAsync(Pick(Buys));
        if (_random.Next(6) == 0) await FaultAsync(season.IsV2 ? "PUT /v2/labels/{id}/void" : "POST /shipments/voidlabel");
        if (_random.Next(4) == 0) await FaultAsync(Pick(Looks));
        if (_random.Next(8) == 0) await FaultAsync(season.HasV2Key ? "POST /v2/rates" : "POST /shipments/getrates");
        if (_random.Next(3) == 0) await it.ControlAsync("/labelling", $$"""{ "visibilitySecondsV1": {{_random.Next(3000)}}, "visibilitySecondsV2": {{_random.Next(3000)}} }""");
        if (season.Way == LabelWay.V2Batches && _random.Next(3) == 0)
            await it.ControlAsync("/labelling", $$"""{ "batchStuck": {{(_random.Next(3) == 0 ? "true" : "false")}}, "batchLoses": ["{{_numbers[_random.Next(_numbers.Length)]}}"] }""");
        if (_random.Next(4) == 0) await it.ControlAsync("/labelling", $$"""{ "priceFactor": {{Pick(s_prices)}} }""");
        if (_random.Next(6) == 0) await it.ControlAsync("/funds", $$"""{ "carrier": "stamps_com", "balance": {{_random.Next(2) * 200}} }""");
        if (_random.Next(3) == 0) SecondWorker(Pick(_numbers));
    }

    private Task FaultAsync(string route)
    {
        var fault = JsonNode.Parse(Pick(s_faults))!;
        (fault["route"], fault["skip"], fault["times"]) = (route, _random.Next(3), _random.Next(1, 3));
        return it.FaultAsync(fault.ToJsonString());
    }

    /// <summary>Another worker takes the same order, or another one, between two steps of the first.</summary>
    private void SecondWorker(string number) => it.World.Between.At(Pick(season.Way == LabelWay.V2Batches ? s_batching : s_buying), async () =>
    {
        var message = new WorkMessage { Type = MessageTypes.BuyLabel, Id = it.World.ShopOrder(number).Text("id")!, OrderNumber = number, CorrelationId = "second", EnqueuedAt = it.World.Clock.GetUtcNow() };
        await it.World.Get<IWorkQueue>().SendAsync(QueueNames.Labels, [message], null, default);
        await it.World.Get<QueueWorker>().ProcessBatchAsync(QueueNames.Labels, default);
    });

    private async Task PassAsync()
    {
        try
        {
            if (_random.Next(2) != 0) await it.World.SyncAsync();
            else if (await it.World.SyncUntilCrashAsync(Pick(s_points))) _kills++;
        }
        catch (Exception e) when (e is ConnectorException or AccountFailuresException)
        {
            // A list could not be read; the next pass reads it.
        }
    }

    private string Pick(string[] of) => of[_random.Next(of.Length)];

    /// <summary>The skies clear and time passes, longer than any purchase may stay unknown.</summary>
    private async Task SettleAsync()
    {
        it.World.Shipping.Faults.Clear();
        await it.ControlAsync("/labelling", """{ "batchStuck": false, "batchLoses": [] }""");
        await it.ControlAsync("/funds", """{ "carrier": "stamps_com", "balance": 500 }""");
        foreach (var minutes in (int[])[1, 15, 20, 75, 75, 20, 1440, 20, 20]) await it.LaterAsync(TimeSpan.FromMinutes(minutes));
    }

    private async Task<string?> StatusAsync(string number) => (await it.World.ShippingOrdersAsync(number)) is [var order] ? order.Text("orderStatus") : null;
}

/// <summary>What happened: kills, labels of people and of ours, outcomes that need a person, batches that were started.</summary>
internal sealed record LabelTally(int Kills, int Peoples, int Bought, int Open, int Batches)
{
    public static LabelTally Sum(IEnumerable<LabelTally> all) =>
        all.Aggregate(static (a, b) => new LabelTally(a.Kills + b.Kills, a.Peoples + b.Peoples, a.Bought + b.Bought, a.Open + b.Open, a.Batches + b.Batches));
}
