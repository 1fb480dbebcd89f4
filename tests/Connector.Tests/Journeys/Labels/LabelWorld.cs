using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Labels;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Engine.Pump;
using Xunit;

namespace Connector.Tests.Journeys.Labels;

/// <summary>A world whose rules want labels: one pound of mugs in a box, by the service that the rules name.</summary>
internal sealed class LabelWorld : IAsyncDisposable
{
    public const string Buys = "POST /orders/createlabelfororder";
    private readonly HttpClient _http = new();

    private readonly Dictionary<string, string?> _settings;
    private readonly DateOnly _firstDay;

    private LabelWorld(World world, Dictionary<string, string?> settings) => (World, _settings, _firstDay) = (world, settings, DateOnly.FromDateTime(world.Clock.GetUtcNow().UtcDateTime));

    public World World { get; }
    public LabelDesk Desk => World.Get<LabelDesk>();

    public static async Task<LabelWorld> StartAsync(string mode = "Buy", bool onSqlite = false, bool v2Key = false, int requestsPerMinute = 0, TimeProvider? time = null, params (string Key, string? Value)[] more)
    {
        var settings = Settings(mode, more);
        return new LabelWorld(await World.StartAsync(new WorldPlan { OnSqlite = onSqlite, V2Key = v2Key, RequestsPerMinute = requestsPerMinute, Time = time ?? TimeProvider.System, Settings = settings }), settings);
    }

    /// <summary>The same in a world that is there already and has these settings; it ends with that.</summary>
    public static LabelWorld In(World world) => new(world, []);

    /// <summary>What makes the rules of a world want labels.</summary>
    public static Dictionary<string, string?> Settings(string mode, (string Key, string? Value)[] more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Services:Rules:0:Methods:0"] = "*", ["Services:Rules:0:Carrier"] = "stamps_com", ["Services:Rules:0:Service"] = "usps_ground_advantage",
            ["Services:Rules:0:Package"] = "package",
            ["Mapping:Package:Weight:Constant"] = "16", ["Mapping:Package:Weight:Unit"] = "oz", ["Mapping:Package:Length:Constant"] = "9", ["Mapping:Package:Length:Unit"] = "in",
            ["Mapping:Package:Width:Constant"] = "6", ["Mapping:Package:Width:Unit"] = "in", ["Mapping:Package:Height:Constant"] = "4", ["Mapping:Package:Height:Unit"] = "in",
            ["Mapping:Customs:ShipFromCountry"] = "US", ["Mapping:Customs:ShipFromPostalCode"] = "78703",
            ["Labels:Mode"] = mode, ["Labels:Currency"] = "USD", ["Labels:Readiness:Address"] = "NotFailed", ["Labels:Times:OpenDaily"] = "true",
            ["Labels:Guards:MaxPrice"] = "50", ["Labels:Guards:Caps:0:Per"] = "Day", ["Labels:Guards:Caps:0:Money"] = "500"
        };
        foreach (var (key, value) in more)
            if (value is null) settings.Remove(key);
            else settings[key] = value;
        return settings;
    }

    /// <summary>Somebody changes a setting, and the process begins again.</summary>
    public Task ChangeAsync(string key, string? value)
    {
        _settings[key] = value;
        return World.RestartAsync();
    }

    /// <summary>Where a purchase may be killed.</summary>
    public static TheoryData<string> PurchaseSteps =>
        ["label-decided", "label-reserved", "label-set-aside", "label-sending", "label-called", "label-documents-kept", "label-settled", "label-committed"];

    /// <summary>An order is placed, the process dies at that step, and time goes by; somebody approves what waits for it.</summary>
    public async Task OutliveAsync(string point)
    {
        await World.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await World.SyncUntilCrashAsync(point);
        for (var pass = 0; pass < 4; pass++)
        {
            await LaterAsync(TimeSpan.FromMinutes(45));
            await Desk.ApproveAllAsync(new LabelFilter(), "ada", default);
        }
        await LaterAsync(TimeSpan.FromMinutes(5));
    }

    /// <summary>Customers order, and a pass brings the orders to ShipStation and labels on their way.</summary>
    public async Task PlaceAsync(params string[] numbers)
    {
        await World.People.PlaceAsync([.. numbers.Select(ShopOrder.Numbered)]);
        await World.SyncAsync();
    }

    /// <summary>So much later, with a pass.</summary>
    public Task LaterAsync(TimeSpan time)
    {
        World.Clock.Advance(time);
        return World.SyncAsync();
    }

    /// <summary>The label flow alone: nothing else reads ShipStation meanwhile.</summary>
    public async Task RunLabelsAsync()
    {
        await World.Get<LabelRun>().RunAsync(default);
        while (await World.Get<QueueWorker>().ProcessBatchAsync(QueueNames.Labels, default) > 0) { }
    }

    public async Task<LabelRow> LabelAsync(string number) => Assert.Single(await LabelsAsync(number));

    public async Task<IReadOnlyList<LabelRow>> LabelsAsync(string number) => await World.Get<ILabelStore>().GetAsync([World.ShopOrder(number).Text("id")!], default);

    public async Task ApproveAsync(string number) => Assert.Equal(1, await Desk.ApproveAsync([(await LabelAsync(number)).Id], "ada", default));

    public Task FaultAsync(string fault) => ControlAsync("/faults", fault);

    public async Task<JsonElement> ControlAsync(string path, string body)
    {
        using var response = await _http.PostAsync(new Uri(World.Shipping.Address, "/__sim" + path), JsonContent.Create(JsonNode.Parse(body)));
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public Task<JsonElement> LedgerAsync() => _http.GetFromJsonAsync<JsonElement>(new Uri(World.Shipping.Address, "/__sim/ledger"));

    /// <summary>The money that left the wallet for labels, and how often.</summary>
    public async Task<IReadOnlyList<decimal>> PaidAsync() =>
        [.. (await LedgerAsync()).GetProperty("entries").EnumerateArray().Where(e => e.Text("kind") is "purchase" or "invoice").Select(e => -e.GetProperty("amount").GetDecimal())];

    /// <summary>What our own ledger has; some journeys last over midnight.</summary>
    public async Task<(decimal Money, int Labels)> SpentAsync()
    {
        var sum = (Money: 0m, Labels: 0);
        for (var day = _firstDay; day <= DateOnly.FromDateTime(World.Clock.GetUtcNow().UtcDateTime); day = day.AddDays(1))
            foreach (var row in (await World.Get<ISpendLedger>().GetAsync("default", day, default)).Rows) sum = (sum.Money + row.Amount, sum.Labels + row.Count);
        return sum;
    }

    /// <summary>Nothing dangerous was done, and nothing was bought twice.</summary>
    public async Task IsCleanAsync(int purchases)
    {
        var ledger = await LedgerAsync();
        Assert.Empty(ledger.GetProperty("violations").EnumerateArray().Select(v => v.Text("kind")));
        var paid = await PaidAsync();
        Assert.Equal(purchases, paid.Count);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await World.DisposeAsync();
    }
}
