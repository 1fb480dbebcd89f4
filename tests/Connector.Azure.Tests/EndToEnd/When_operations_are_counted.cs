using System.Globalization;
using System.Text.RegularExpressions;
using Connector.Azure.Tests.Azurite;
using Connector.Azure.Tests.Infra;
using Connector.Tests.Journeys;
using Xunit;
using Xunit.Abstractions;

namespace Connector.Azure.Tests.EndToEnd;

/// <summary>What an order costs in table transactions, counted on the way to the storage emulator. The cost table of docs/azure.md names these figures.</summary>
[NeedsAzurite]
public sealed partial class When_operations_are_counted(ITestOutputHelper output)
{
    private const int Orders = 100;

    /// <summary>Races for a row and batches that are cut differently make a few more or fewer.</summary>
    private const double Tolerance = 0.15;

    [Fact]
    public async Task The_guide_says_how_many_transactions_orders_and_idle_timers_take()
    {
        var tables = (await AzuriteTables.GetAsync()).ConnectionString;
        await using var proxy = await CountingProxy.StartAsync(new Uri(Endpoint().Match(tables).Groups["uri"].Value));
        await using var world = await AzureWorld.StartAsync(settings: ("Storage__ConnectionString", tables.Replace(Authority(tables), proxy.Address.Authority, StringComparison.Ordinal)));
        await world.PassAsync();

        var idle = await CountAsync(proxy, world.PassAsync);
        await world.People.PlaceAsync([.. Enumerable.Range(1, Orders).Select(i => ShopOrder.Numbered($"US-{i}"))]);
        var pushed = await CountAsync(proxy, world.PassAsync) - idle;
        await world.People.LabelAllAsync();
        var written = await CountAsync(proxy, world.PassAsync) - idle;

        output.WriteLine($"idle: {idle}, {Orders} orders: {pushed}, {Orders} labels: {written}");
        Assert.Equal("Shipped", world.ShopOrder("US-1").Text("shipmentState"));
        AssertNear("pass of the three polls without work", idle);
        AssertNear("1,000 orders pushed", pushed * 1000 / Orders);
        AssertNear("1,000 labels written back", written * 1000 / Orders);
    }

    private static async Task<int> CountAsync(CountingProxy proxy, Func<Task> work)
    {
        var before = proxy.Count;
        await work();
        return proxy.Count - before;
    }

    private static void AssertNear(string what, int counted)
    {
        var row = Repository.Text("docs/azure.md").Split('\n').Single(line => line.StartsWith($"| {what} |", StringComparison.Ordinal));
        var said = int.Parse(row.Split('|')[2].Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        Assert.True(Math.Abs(counted - said) <= said * Tolerance, $"{what}: the guide says {said}, counted were {counted}");
    }

    private static string Authority(string connection) => new Uri(Endpoint().Match(connection).Groups["uri"].Value).Authority;

    [GeneratedRegex("TableEndpoint=(?<uri>[^;]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Endpoint();
}
