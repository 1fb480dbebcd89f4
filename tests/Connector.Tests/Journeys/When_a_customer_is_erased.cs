using System.Text;
using System.Text.Json.Nodes;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Sqlite;
using Connector.TestSupport;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_a_customer_is_erased
{
    private const string Email = "grace.sample@example.com";
    private const string Street = "700 Larimer Street";

    [Fact]
    public async Task Nothing_of_the_customer_is_left_in_the_file_and_the_order_is_never_sent_again()
    {
        await using var world = await World.StartAsync(new WorldPlan { OnSqlite = true, Time = new ManualTimeProvider() });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"), ShopOrder.Numbered("US-2"));
        await world.People.EditInShopAsync("US-1", new JsonObject { ["customerEmail"] = Email, ["shippingAddress"] = ShopOrder.Address(Street), ["billingAddress"] = ShopOrder.Address(Street) });
        await world.SyncAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.People.EditInShipStationAsync("US-1", new JsonObject { ["internalNotes"] = "rings at Larimer" });
        await world.People.LabelAsync("US-1");
        await world.SyncUntilQuietAsync();
        await world.Get<IJournal>().FlushAsync(default);
        Assert.True(Texts(world).Count(static t => t.Contains(Street, StringComparison.Ordinal)) >= 2);
        await world.Get<IOrderOverrides>().PutAsync(new OrderOverride(world.ShopOrder("US-1").Text("id")!, "ShipTo.Street2", "Larimer, back door", "ada", world.Clock.GetUtcNow(), null), default);
        var erasure = world.Get<CustomerErasure>();
        Assert.Equal(2, (await erasure.EraseCustomerAsync(Email, "ada", dryRun: true, default)).Orders[0].Parts.Count(static p => p.Place is ErasedPlaces.SentOrders or ErasedPlaces.Readings));

        var report = await erasure.EraseCustomerAsync(Email.ToUpperInvariant(), "ada", dryRun: false, default);

        var order = Assert.Single(report.Orders);
        Assert.Equal(("US-1", null), (order.OrderNumber, order.Left));
        Assert.Equal([ErasedPlaces.SentOrders, ErasedPlaces.Readings, ErasedPlaces.Values, ErasedPlaces.Journal, ErasedPlaces.List], order.Parts.Select(static p => p.Place));
        Assert.All(order.Parts, static p => Assert.Equal(32, p.Hash?.Length));
        // The polls read the order again, whole, from ShipStation.
        await world.People.EditInShipStationAsync("US-1", new JsonObject { ["internalNotes"] = "still rings at Larimer" });
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.SyncUntilQuietAsync();
        await world.Get<IJournal>().FlushAsync(default);
        Assert.DoesNotContain(Texts(world), static t => t.Contains("Larimer", StringComparison.Ordinal) || t.Contains("grace.sample", StringComparison.OrdinalIgnoreCase));
        Assert.Empty((await world.Get<IOrderIndex>().ListAsync(new OrderFilter(world.Get<Redaction>().EmailKey(Email)), null, 10, default)).Orders);
        Assert.Equal(SyncStatus.Shipped, Assert.Single(await world.RowsAsync("US-1")).Status);
        Assert.Single(await world.ShippingOrdersAsync("US-1"));
        Assert.Empty(await world.ErrorsAsync());
        // What happened is still told, and that it was erased, by whom.
        var history = (await world.Get<OrderTraces>().FindAsync("US-1", default))!.History;
        Assert.Contains(history.Events, e => e.By == "ada" && e.Text.Contains(report.Id, StringComparison.Ordinal));
        Assert.True(history.Events.Count > 3);
        Assert.Empty((await erasure.EraseOrderAsync("US-1", "ada", dryRun: true, default))!.Orders[0].Parts);
    }

    [Fact]
    public async Task An_order_that_is_not_finished_keeps_what_it_needs()
    {
        await using var world = await World.StartAsync(new WorldPlan { Time = new ManualTimeProvider() });
        await world.People.PlaceAsync(ShopOrder.Numbered("US-1"));
        await world.SyncAsync();

        var report = await world.Get<CustomerErasure>().EraseOrderAsync("US-1", "ada", dryRun: false, default);

        Assert.True(report!.LeftSome);
        Assert.Contains("not finished", Assert.Single(report.Orders).Left, StringComparison.Ordinal);
        Assert.Contains("Congress", Encoding.UTF8.GetString(PayloadJson.Decompress(Assert.Single(await world.RowsAsync("US-1")).Payload!)), StringComparison.Ordinal);
        Assert.Null(await world.Get<CustomerErasure>().EraseOrderAsync("US-9", "ada", dryRun: false, default));
        Assert.Empty((await world.Get<CustomerErasure>().EraseCustomerAsync("nobody@example.com", "ada", dryRun: false, default)).Orders);
    }

    /// <summary>Every text and every blob of the file, unpacked where it is packed.</summary>
    private static List<string> Texts(World world)
    {
        using var file = new SqliteConnection($"Data Source={world.Get<SqliteDatabase>().Path};Mode=ReadOnly;Pooling=False");
        file.Open();
        var texts = new List<string>();
        foreach (var table in Column(file, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"))
        {
            using var command = new SqliteCommand($"SELECT * FROM {table}", file);
            using var reader = command.ExecuteReader();
            while (reader.Read())
                for (var i = 0; i < reader.FieldCount; i++)
                    if (reader.GetValue(i) is var value and (string or byte[])) texts.Add(value as string ?? Unpack((byte[])value));
        }
        return texts;
    }

    private static List<string> Column(SqliteConnection file, string sql)
    {
        using var command = new SqliteCommand(sql, file);
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read()) names.Add(reader.GetString(0));
        return names;
    }

    private static string Unpack(byte[] bytes)
    {
        try
        {
            return Encoding.UTF8.GetString(PayloadJson.Decompress(bytes));
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            return Encoding.UTF8.GetString(bytes);
        }
    }
}
