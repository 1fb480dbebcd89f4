using System.Collections;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Connector.Core.Engine.Pump;
using Connector.Core.Flows.Pull;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Core.Rules.Files;
using Connector.Local.Hosting;
using Connector.Simulators.Commercetools;
using Connector.Simulators.ShipStation;
using Connector.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Connector.Tests.Journeys;

/// <summary>The host of `run` beside a rules file that somebody edits.</summary>
public sealed class When_the_rules_change : IAsyncLifetime, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connector-rules-");
    private readonly Interruptions _between = new();
    private CommercetoolsSimulator _shop = null!;
    private ShipStationSimulator _shipping = null!;
    private People _people = null!;
    private WebApplication _host = null!;

    private CurrentServices Current => _host.Services.GetRequiredService<CurrentServices>();

    private RulesReload Reload => _host.Services.GetRequiredService<RulesReload>();

    private string RulesPath => Path.Combine(_folder.FullName, "connector.jsonc");

    public async Task InitializeAsync()
    {
        _shop = await CommercetoolsSimulator.StartAsync(new CommercetoolsSimulatorOptions());
        _shipping = await ShipStationSimulator.StartAsync(new ShipStationSimulatorOptions { RequestsPerMinute = 0 }, CancellationToken.None);
        _people = new People(_shop, _shipping);
        Write(Rules("before"));
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Commercetools:ProjectKey"] = "demo", ["Commercetools:ClientId"] = "demo", ["Commercetools:ClientSecret"] = "demo",
            ["Commercetools:ApiBaseAddress"] = _shop.Address.ToString(), ["Commercetools:AuthorizationBaseAddress"] = _shop.Address.ToString(),
            ["ShipStation:BaseAddress"] = _shipping.Address.ToString(), ["ShipStation:ApiKey"] = "demo", ["ShipStation:ApiSecret"] = "demo",
            ["ShipStation:RequestsPerMinute"] = "10000", ["Sqlite:Path"] = Path.Combine(_folder.FullName, "connector.db"), ["Connector:RulesFile"] = RulesPath
        }).Build();
        var origin = new RulesOrigin(settings, _folder.FullName);
        _host = ConnectorHost.Create(origin.Load(), ("http://127.0.0.1:0", "--urls"), verbose: false, rules: origin, first: services => services.AddSingleton<IFaultPoints>(_between));
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _shop.DisposeAsync();
        await _shipping.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    public void Dispose() => _people.Dispose();

    [Fact]
    public async Task The_next_order_is_sent_by_the_new_rules()
    {
        await LookTwiceAsync();
        Assert.Equal("before", await SendAsync("US-1"));
        Write(Rules("after"));

        // It may still be being written.
        await Reload.LookAsync();
        Assert.Equal("before", await SendAsync("US-2"));
        await Reload.LookAsync();

        Assert.Equal("after", await SendAsync("US-3"));
        Assert.Equal((RulesFile.Load(Rules("after")).ComputeVersion().Hash, 1), (Current.Get<RulesStatus>().Loaded!.Version.Hash, Current.Get<RulesStatus>().Loaded!.Count));
        var rows = await Current.Get<ISyncStore>().FindByNumberAsync("US-3", default);
        Assert.Equal(Current.Get<RuleVersion>().Hash, Assert.Single(rows).RulesHash);
    }

    [Fact]
    public async Task An_order_in_work_keeps_the_rules_that_it_began_with()
    {
        await LookTwiceAsync();
        _between.At("push-reserved", async () =>
        {
            Write(Rules("after"));
            await LookTwiceAsync();
            Assert.NotNull(Current.Reloaded);
        });

        Assert.Equal("before", await SendAsync("US-1"));
        Assert.Equal("after", await SendAsync("US-2"));
        var rows = await Current.Get<ISyncStore>().FindByNumberAsync("US-1", default);
        Assert.Equal(RulesFile.Load(Rules("before")).ComputeVersion().Hash, Assert.Single(rows).RulesHash);
    }

    /// <summary>What is read of an order, or with it, depends on what the rules look at.</summary>
    [Fact]
    public async Task An_order_that_was_read_for_the_rules_before_is_read_again()
    {
        await LookTwiceAsync();
        await _people.PlaceAsync(ShopOrder.Numbered("US-1"));
        await Current.Get<OrderPullRun>().RunAsync(null, null, default);
        Assert.False(Current.Get<RecentOrders>().IsEmpty);

        // For the rules before no order kept its document.
        Write(Rules("unused").Replace("{ \"Constant\": \"unused\" }", "{ \"Pointer\": \"/orderNumber\" }", StringComparison.Ordinal));
        await LookTwiceAsync();

        Assert.True(Current.Get<RecentOrders>().IsEmpty);
        Assert.Equal("US-2", await SendAsync("US-2"));
        Assert.Equal("US-1", (await _people.AllShippingOrdersAsync()).Single(static order => order.Text("orderNumber") == "US-1").GetProperty("advancedOptions").Text("customField3"));
    }

    [Fact]
    public async Task Rules_that_cannot_be_used_are_refused_aloud_and_the_others_stay()
    {
        await LookTwiceAsync();
        Write("""{ "Mappin": {}, "Services": { "Unmapped": "Perhaps" } }""");
        await LookTwiceAsync();

        Assert.Equal("before", await SendAsync("US-1"));
        var refused = Current.Get<RulesStatus>().Refused!;
        Assert.Contains(refused.Problems, problem => problem.Contains(RulesPath, StringComparison.Ordinal) && problem.Contains("Mappin: unknown name", StringComparison.Ordinal));
        var runs = await Current.Get<IJournal>().ListRunsAsync(50, default);
        Assert.Contains(runs, static entry => entry.Text.StartsWith("changed rules cannot be used", StringComparison.Ordinal));

        Write(Rules("before") + "// as it was");
        await LookTwiceAsync();
        Assert.Null(Current.Get<RulesStatus>().Refused);
        Assert.Null(Current.Reloaded);
    }

    [Fact]
    public async Task A_file_that_is_gone_changes_nothing_until_it_is_there_again()
    {
        await LookTwiceAsync();
        File.Delete(RulesPath);
        await LookTwiceAsync();
        Assert.Contains("there is no file", Assert.Single(Current.Get<RulesStatus>().Refused!.Problems), StringComparison.Ordinal);
        Assert.Equal("before", await SendAsync("US-1"));

        Write(Rules("after"));
        await LookTwiceAsync();
        Assert.Equal("after", await SendAsync("US-2"));
        Assert.Null(Current.Get<RulesStatus>().Refused);
    }

    [Fact]
    public async Task Health_shows_the_rules_in_force_and_those_that_were_refused()
    {
        await _host.StartAsync();
        await LookTwiceAsync();
        var before = (await HealthAsync()).GetProperty("rules");
        Assert.Equal(("connector.jsonc", 1, JsonValueKind.Null), (before.Text("file"), before.GetProperty("rules").GetInt32(), before.GetProperty("refused").ValueKind));
        Write(Rules("after"));
        await LookTwiceAsync();
        var after = (await HealthAsync()).GetProperty("rules");
        Assert.NotEqual(before.Text("hash"), after.Text("hash"));
        Assert.True(after.GetProperty("loadedAt").GetDateTimeOffset() > before.GetProperty("loadedAt").GetDateTimeOffset());

        Write("{");
        await LookTwiceAsync();
        var refused = await HealthAsync();
        Assert.Equal(after.Text("hash"), refused.GetProperty("rules").Text("hash"));
        Assert.NotEqual("running", refused.Text("status"));
        Assert.Contains(refused.GetProperty("problems").EnumerateArray(), static p => p.GetString()!.StartsWith("The rules in connector.jsonc cannot be used", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_table_counts_as_a_change()
    {
        var table = Path.Combine(_folder.FullName, "names.csv");
        await File.WriteAllTextAsync(table, "US,one\n");
        Write(Rules("unused").Replace("{ \"Constant\": \"unused\" }", "{ \"Lookup\": { \"Of\": { \"Template\": \"{country}\" }, \"File\": \"names.csv\" } }", StringComparison.Ordinal));
        await LookTwiceAsync();
        Assert.Equal("one", await SendAsync("US-1"));

        await File.WriteAllTextAsync(table, "US,another\n");
        await LookTwiceAsync();

        Assert.Equal("another", await SendAsync("US-2"));
    }

    [Fact]
    public async Task The_host_looks_by_itself()
    {
        var clock = new ManualTimeProvider();
        using var watch = new RulesWatch(Reload, clock, NullLogger<RulesWatch>.Instance);
        await watch.StartAsync(default);
        Write(Rules("after"));
        for (var look = 0; look < 2000 && Current.Reloaded is null; look++)
        {
            clock.Advance(RulesWatch.Period);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
        await watch.StopAsync(default);
        Assert.NotNull(Current.Reloaded);
    }

    [Fact]
    public async Task Queues_and_timers_that_run_already_take_the_new_rules()
    {
        await LookTwiceAsync();
        var clock = new ManualTimeProvider();
        using var timers = ActivatorUtilities.CreateInstance<TimerService>(_host.Services, clock);
        using var queues = ActivatorUtilities.CreateInstance<QueueService>(_host.Services, clock);
        await timers.StartAsync(default);
        await queues.StartAsync(default);
        Write(Rules("after"));
        await LookTwiceAsync();
        await _people.PlaceAsync(ShopOrder.Numbered("US-1"));

        JsonElement? sent = null;
        for (var look = 0; look < 5000 && sent is null; look++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            if (look % 50 == 0) sent = (await _people.AllShippingOrdersAsync()).Select(static order => (JsonElement?)order).FirstOrDefault(static order => order!.Value.Text("orderNumber") == "US-1");
        }
        await timers.StopAsync(default);
        await queues.StopAsync(default);

        Assert.Equal("after", sent!.Value.GetProperty("advancedOptions").Text("customField3"));
    }

    [Fact]
    public async Task Nothing_of_the_rules_before_is_reached_from_the_new_services_and_stores_are_the_same()
    {
        await LookTwiceAsync();
        var old = _host.Services.GetRequiredService<ConnectorRules>();
        foreach (var type in Types()) _ = _host.Services.GetService(type);
        Write(Rules("after"));
        await LookTwiceAsync();

        Assert.NotNull(Current.Reloaded);
        Assert.Same(_host.Services.GetRequiredService<ISyncStore>(), Current.Get<ISyncStore>());
        Assert.Same(_host.Services.GetRequiredService<SyncMeter>(), Current.Get<SyncMeter>());
        Assert.Same(_host.Services.GetRequiredService<IJournal>(), Current.Get<IJournal>());
        var sections = typeof(ConnectorRules).GetProperties().Select(p => p.GetValue(old)!).Append(old).Append(_host.Services.GetRequiredService<RuleVersion>()).Append(_host.Services.GetRequiredService<OrderNeeds>()).ToHashSet<object>(ReferenceEqualityComparer.Instance);
        var reached = Types().Where(type => Current.Reloaded!.GetService(type) is { } service && Reaches(service, sections, new HashSet<object>(ReferenceEqualityComparer.Instance))).Select(static type => type.Name);
        Assert.Equal([], reached);
        // The walk finds them where they are.
        Assert.True(Reaches(_host.Services.GetRequiredService<SyncPass>(), sections, new HashSet<object>(ReferenceEqualityComparer.Instance)));
    }

    /// <summary>What the host runs, and what its addresses ask for.</summary>
    private static List<Type> Types() =>
    [
        typeof(QueueWorker), typeof(ScheduledRuns), typeof(LeasedRuns), typeof(SyncPass), typeof(ICommerceOrders), typeof(ICommerceProducts),
        .. typeof(Connector.Operations.Api.OperationsApi).Assembly.GetTypes().Where(static t => t is { IsClass: true, IsAbstract: false, IsGenericType: false } && t.Namespace == "Connector.Operations.Api")
    ];

    private static bool Reaches(object from, HashSet<object> wanted, HashSet<object> seen)
    {
        if (wanted.Contains(from)) return true;
        if (!seen.Add(from) || from is string or IServiceProvider or Type) return false;
        if (from is Delegate call) return call.GetInvocationList().Any(one => one.Target is { } target && Reaches(target, wanted, seen));
        var type = from.GetType();
        if (from is IEnumerable all && type.Assembly.GetName().Name!.StartsWith("System", StringComparison.Ordinal)) return all.Cast<object?>().Any(each => each is not null && !each.GetType().IsPrimitive && Reaches(each, wanted, seen));
        var isOurs = type.Assembly.GetName().Name is { } name && (name.StartsWith("Connector.", StringComparison.Ordinal) || name == "connector");
        if (!isOurs && !type.IsGenericType) return false;
        for (var part = type; part is not null; part = part.BaseType)
        {
            foreach (var field in part.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
                if (!field.FieldType.IsPrimitive && !field.FieldType.IsPointer && field.GetValue(from) is { } value && Reaches(value, wanted, seen)) return true;
        }
        return false;
    }

    private static string Rules(string value) => $$"""
        {
          "Locations": [{ "Key": "main", "StoreId": 410001 }],
          "Mapping": { "Order": { "CustomField3": { "Constant": "{{value}}" } } }
        }

        """;

    private void Write(string rules) => File.WriteAllText(RulesPath, rules);

    private async Task LookTwiceAsync()
    {
        await Reload.LookAsync();
        await Reload.LookAsync();
    }

    /// <summary>Custom field 3 of the order in ShipStation.</summary>
    private async Task<string?> SendAsync(string number)
    {
        await _people.PlaceAsync(ShopOrder.Numbered(number));
        await Current.Get<SyncPass>().RunAsync(SyncScope.Orders, null, null, default);
        var orders = await _people.AllShippingOrdersAsync();
        return orders.Single(order => order.Text("orderNumber") == number).GetProperty("advancedOptions").Text("customField3");
    }

    private async Task<JsonElement> HealthAsync()
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(_host.Urls.First() + "/api/health"));
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
