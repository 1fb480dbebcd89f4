using System.Globalization;
using System.Text.RegularExpressions;
using Connector.Azure.Tests.Azurite;
using Connector.Azure.Tests.Infra;
using Connector.Tests.Journeys;
using Xunit;
using Xunit.Abstractions;

namespace Connector.Azure.Tests.Worker;

/// <summary>
/// What an order costs in table transactions, Service Bus operations and runs of functions, counted on the way to the storage emulator, by the broker and by the host.
/// The cost table of docs/azure.md names these figures.
/// </summary>
[NeedsAzurite]
public sealed partial class When_operations_are_counted(ITestOutputHelper output)
{
    private const int Orders = 100;
    private const int Rounds = 3;

    /// <summary>Races for a row and batches that are cut differently make a few more or fewer.</summary>
    private const double Tolerance = 0.15;

    [Fact]
    public async Task The_guide_says_how_many_operations_orders_and_idle_timers_take()
    {
        var account = (await AzuriteStorage.GetAsync()).TakeAccount();
        var tables = new Uri(Endpoint().Match(account).Groups["uri"].Value);
        await using var proxy = await CountingProxy.StartAsync(tables);
        await using var world = await WorkerWorld.StartAsync(new WorldOptions { Settings = [("Storage__ConnectionString", account.Replace(tables.Authority, proxy.Address.Authority, StringComparison.Ordinal))] });
        await world.PassAsync();

        var idle = await CountAsync(world, proxy, world.PassAsync);
        var pushed = await CountBatchAsync(world, proxy, idle, round => PlaceAsync(world, round));
        var written = await CountBatchAsync(world, proxy, idle, async round =>
        {
            if (round > 0) await PlaceAsync(world, Rounds + round);
            if (round > 0) await world.PassAsync();
            await world.People.LabelAllAsync();
        });
        var watched = await CountAsync(world, proxy, () => world.Host.FireAsync("ReportHealth"));

        output.WriteLine($"idle: {idle}; {Orders} orders: {pushed}; {Orders} labels: {written}; ReportHealth: {watched}");
        Assert.Equal("Shipped", world.ShopOrder("US-100").Text("shipmentState"));
        AssertNear("pass of the three polls without work", idle);
        AssertNear("1,000 orders pushed", pushed.Times(1000 / Orders));
        AssertNear("1,000 labels written back", written.Times(1000 / Orders));
        AssertNear("run of `ReportHealth`", watched);
    }

    private static Task PlaceAsync(WorkerWorld world, int round) =>
        world.People.PlaceAsync([.. Enumerable.Range((round + 1) * Orders, Orders).Select(static i => ShopOrder.Numbered($"US-{i}"))]);

    /// <summary>A batch that the host happened to cut in two costs more than one batch: then another one is counted.</summary>
    private static async Task<Operations> CountBatchAsync(WorkerWorld world, CountingProxy proxy, Operations idle, Func<int, Task> prepare)
    {
        for (var round = 0; ; round++)
        {
            await prepare(round);
            var counted = await CountAsync(world, proxy, world.PassAsync) - idle;
            if (counted.Runs <= 1 || round == Rounds - 1) return counted;
        }
    }

    private static async Task<Operations> CountAsync(WorkerWorld world, CountingProxy proxy, Func<Task> work)
    {
        var before = Count();
        await work();
        return Count() - before;

        Operations Count() => new(proxy.Count, world.Bus.Counts.Total, world.Host.Executions);
    }

    private static void AssertNear(string what, Operations counted)
    {
        var row = Repository.Text("docs/azure.md").Split('\n').Single(line => line.StartsWith($"| {what} |", StringComparison.Ordinal));
        var said = row.Split('|')[2..5].Select(static cell => int.Parse(cell.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)).ToList();
        Assert.True(IsNear(counted.Tables, said[0]) && IsNear(counted.Bus, said[1]) && IsNear(counted.Runs, said[2]), $"{what}: the guide says {string.Join(", ", said)}, counted were {counted}");
    }

    private static bool IsNear(int counted, int said) => Math.Abs(counted - said) <= said * Tolerance;

    [GeneratedRegex("TableEndpoint=(?<uri>[^;]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Endpoint();

    /// <param name="Tables">Transactions with tables.</param>
    /// <param name="Bus">Service Bus operations.</param>
    /// <param name="Runs">Of functions.</param>
    private readonly record struct Operations(int Tables, int Bus, int Runs)
    {
        public static Operations operator -(Operations one, Operations other) => new(one.Tables - other.Tables, one.Bus - other.Bus, one.Runs - other.Runs);

        public Operations Times(int factor) => new(Tables * factor, Bus * factor, Runs * factor);
    }
}
