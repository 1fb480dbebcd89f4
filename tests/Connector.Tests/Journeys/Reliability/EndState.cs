using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;

namespace Connector.Tests.Journeys.Reliability;

/// <summary>Where both sides and the connector stand, line by line, without ids and times: equal after a fault and without it.</summary>
internal static class EndState
{
    private static readonly string[] s_fields = ["shipstationStatus", "shipstationService", "shipstationCarrier", "shipstationMessage", "shipstationTrackingStatus"];

    /// <summary>On a shop order whose end was brought to ShipStation. It is for people alone, and the one thing that a fault can take away.</summary>
    private const string Note = ", shipped outside ShipStation, , , Ended by another way (shipped already), marked as shipped in ShipStation without notifying anyone., ";
    private const string NoNote = ", exported, , , , ";

    public static string WithoutNote(string state) => state.Replace(Note, NoNote, StringComparison.Ordinal);

    /// <summary>For the table; empty where nothing is missing.</summary>
    public static string MissingNote(string calm, string end) => calm.Contains(Note, StringComparison.Ordinal) && !end.Contains(Note, StringComparison.Ordinal) ? "; the shop order gets no note of it" : "";

    public static async Task<string> ReadAsync(CellWorld world)
    {
        var lines = new List<string>();
        lines.AddRange(world.Lane.Shop.Orders().Select(ShopOrder));
        var orders = (await world.ControlAsync("/orders")).List("orders");
        lines.AddRange(orders.Select(static o => $"ShipStation {o.Text("orderNumber")}: {o.Text("orderStatus")}, to {o.Text("shipTo.street1")?.ToUpperInvariant()}, {Goods(o)}"));
        var shipments = await world.Lane.People.CallShipStationAsync(HttpMethod.Get, "shipments?pageSize=500");
        lines.AddRange(shipments.List("shipments").Select(static s => $"label {s.Text("orderNumber")}: voided {s.Text("voided")}, {s.Text("shipmentCost")}"));
        var ledger = await world.ControlAsync("/ledger");
        lines.AddRange(ledger.List("entries").Select(static e => $"money: {e.Text("kind")} {e.Text("amount")}"));
        lines.AddRange(ledger.List("violations").Select(static v => $"violation: {v.Text("kind")}"));
        foreach (var number in orders.Select(static o => o.Text("orderNumber")!).Distinct(StringComparer.Ordinal))
            lines.AddRange((await world.Get<ISyncStore>().FindByNumberAsync(number, default)).Select(row => $"row {number}: {row.Status}"));
        lines.AddRange((await world.LabelsAsync()).Select(static l => string.Create(CultureInfo.InvariantCulture, $"label row {l.OrderNumber}: {l.State}, {l.Purchase?.Cost}")));
        if (ledger.List("entries").Count > 0) lines.Add(await SpentAsync(world));
        lines.AddRange((await world.ErrorsAsync()).Select(static e => $"error: {e.MessageType} {e.Info.Kind} {e.Info.Code}"));
        foreach (var queue in (string[])[QueueNames.Orders, QueueNames.Shipments, QueueNames.Labels])
        {
            var depth = await world.Get<IWorkQueue>().PeekDepthAsync(queue, default);
            if (depth.Ready + depth.Scheduled + depth.Locked > 0) lines.Add($"left on {queue}: {depth.Ready} {depth.Scheduled} {depth.Locked}");
        }
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private static string ShopOrder(JsonElement order)
    {
        var text = new StringBuilder($"shop {order.Text("orderNumber")}: {order.Text("orderState")}, {order.Text("shipmentState")}, marks {order.List("syncInfo").Count}");
        foreach (var delivery in order.Deliveries()) text.Append(CultureInfo.InvariantCulture, $", delivery of {delivery.Items().Sum(static i => i.Quantity)} in {delivery.List("parcels").Count}");
        foreach (var line in order.List("lineItems")) text.Append(CultureInfo.InvariantCulture, $", {string.Join('+', line.List("state").Select(static s => s.Text("quantity")))}");
        foreach (var field in s_fields) text.Append(CultureInfo.InvariantCulture, $", {order.Field(field)}");
        return text.ToString();
    }

    private static string Goods(JsonElement order) => string.Join(", ", order.List("items").Select(static i => $"{i.Text("quantity")} {i.Text("sku")}"));

    private static async Task<string> SpentAsync(CellWorld world)
    {
        var (money, labels) = (0m, 0);
        var last = DateOnly.FromDateTime(world.Lane.Clock.Now.UtcDateTime);
        for (var day = last.AddDays(-2); day <= last; day = day.AddDays(1))
            foreach (var row in (await world.Get<ISpendLedger>().GetAsync("default", day, default)).Rows) (money, labels) = (money + row.Amount, labels + row.Count);
        return string.Create(CultureInfo.InvariantCulture, $"spent: {money}, {labels} labels");
    }
}
