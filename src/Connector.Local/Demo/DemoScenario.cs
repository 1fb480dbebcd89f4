using System.Text.Json.Nodes;
using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Local.Cli;
using Connector.Local.Hosting;
using Spectre.Console;

namespace Connector.Local.Demo;

/// <summary>What happens in the demo, chapter by chapter: people act in the two vendors, then the connector makes a pass.</summary>
internal sealed class DemoScenario(DemoVendors vendors, ConnectorApp app, CliContext? shown)
{
    private readonly DemoCast _cast = DemoCast.Choose(vendors.Shop);
    private IReadOnlyList<SyncRow> _rows = [];

    public async Task<DemoResult> RunAsync(CancellationToken cancellationToken)
    {
        var chapters = new List<DemoChapter>();
        async Task ChapterAsync(string title, Func<Task> act)
        {
            Say($"[bold]{chapters.Count + 1}. {title}[/]");
            await act();
            var report = await SyncCommand.RunAsync(app, SyncScope.All, null, shown, cancellationToken);
            _rows = await app.Get<ISyncStore>().ScanAsync(null, int.MaxValue, cancellationToken);
            chapters.Add(new DemoChapter(title, report));
            shown?.Console.Write(SyncCommand.Table(report));
        }

        await ChapterAsync("Forty orders wait in the shop; one of them has lost its address", async () =>
            await vendors.EditInShopAsync(_cast.NoAddress, new JsonObject { ["shippingAddress"] = null }, cancellationToken));
        await ShowOrdersAsync(cancellationToken);

        await ChapterAsync("A customer corrects an order while the warehouse notes something on it; another one cancels", async () =>
        {
            await vendors.InShipStationAsync("settle", [], cancellationToken);
            await vendors.InShipStationAsync("edit", new JsonObject { ["orderKey"] = KeyOf(_cast.Edited), ["merge"] = new JsonObject { ["internalNotes"] = "Fragile: two layers of paper" } }, cancellationToken);
            await vendors.EditInShopAsync(_cast.Edited, new JsonObject { ["shippingAddress"] = new JsonObject { ["additionalAddressInfo"] = "Ring at number 7" } }, cancellationToken);
            await vendors.EditInShopAsync(_cast.CancelledBefore, new JsonObject { ["orderState"] = "Cancelled" }, cancellationToken);
        });

        await ChapterAsync("The warehouse prints labels: one order leaves in part, one is marked as shipped by hand, all others leave whole", async () =>
        {
            await vendors.InShipStationAsync("labels", new JsonObject { ["orderKey"] = KeyOf(_cast.Partial), ["items"] = new JsonArray { new JsonObject { ["lineItemKey"] = _cast.PartialLine, ["quantity"] = 1 } } }, cancellationToken);
            await vendors.InShipStationAsync("fulfillment", new JsonObject { ["orderKey"] = KeyOf(_cast.MarkedShipped) }, cancellationToken);
            foreach (var number in _cast.Labelled) foreach (var key in KeysOf(number)) await vendors.InShipStationAsync("labels", new JsonObject { ["orderKey"] = key }, cancellationToken);
        });

        await ChapterAsync("A label is voided, and a customer cancels an order that has left already", async () =>
        {
            await vendors.InShipStationAsync("void", new JsonObject { ["orderNumber"] = Row(_cast.Voided).ShippingNumber }, cancellationToken);
            await vendors.EditInShopAsync(_cast.CancelledAfter, new JsonObject { ["orderState"] = "Cancelled" }, cancellationToken);
        });

        await ShowErrorsAsync(cancellationToken);
        await ChapterAsync("Someone gives the lost address back and replays the error", async () =>
        {
            await vendors.EditInShopAsync(_cast.NoAddress, new JsonObject { ["shippingAddress"] = _cast.LostAddress.DeepClone() }, cancellationToken);
            var errors = await app.Get<IErrorQueue>().ListAsync(new ErrorFilter(Order: _cast.NoAddress), cancellationToken);
            await app.Get<IErrorQueue>().ReplayAsync([.. errors.Select(e => e.Id)], cancellationToken);
        });

        if (shown is not null && await app.Get<OrderTraces>().FindAsync(_cast.Edited, cancellationToken) is { } trace)
        {
            Say($"[bold]The trace of one order[/]");
            TraceCommand.Show(shown, trace, bodies: false);
        }
        return await CheckAsync(chapters, cancellationToken);
    }

    /// <summary>The demo ends well only when both sides really show what was told.</summary>
    private async Task<DemoResult> CheckAsync(List<DemoChapter> chapters, CancellationToken cancellationToken)
    {
        var errors = await app.Get<IErrorQueue>().ListAsync(new ErrorFilter(), cancellationToken);
        var wrong = new List<string>();
        void Must(bool holds, string what)
        {
            if (!holds) wrong.Add(what);
        }
        Must(State(_cast.Labelled[0]) == "Shipped", $"{_cast.Labelled[0]} should be shipped");
        Must(State(_cast.Partial) == "Partial", $"{_cast.Partial} should be shipped in part");
        Must(State(_cast.MarkedShipped) == "Shipped", $"{_cast.MarkedShipped} should be shipped");
        Must(State(_cast.Voided) == "Pending", $"{_cast.Voided} should be pending again");
        Must(Row(_cast.CancelledBefore).Status == SyncStatus.Cancelled, $"{_cast.CancelledBefore} should be cancelled in ShipStation");
        Must(errors.Any(e => e.Info.OrderNumber == _cast.CancelledAfter && e.Info.Code == ErrorCodes.CancelledAfterShipment), $"{_cast.CancelledAfter} should wait for a person");
        Must(Row(_cast.NoAddress).Status == SyncStatus.Synced, $"{_cast.NoAddress} should have been pushed after the replay");
        Must(errors.All(e => e.Info.OrderNumber != _cast.NoAddress), $"{_cast.NoAddress} should have left the error queue");
        return new DemoResult(
            chapters, vendors.Shipping.Stats.Total, vendors.Shop.Stats.Total, vendors.Shipping.Stats.ByRoute.ToDictionary(), errors.Count, _cast.Edited, wrong);
    }

    private async Task ShowOrdersAsync(CancellationToken cancellationToken)
    {
        if (shown is null) return;
        var table = new Table().Border(TableBorder.Rounded).AddColumns("order", "kind", "went to", "because");
        foreach (var order in _cast.All)
        {
            var trace = await app.Get<OrderTraces>().FindAsync(order.Id, cancellationToken);
            var rows = trace?.Rows.Where(r => r.ShippingOrderId is not null).Select(r => $"{r.GroupKey} {r.ShippingNumber}") ?? [];
            var history = trace?.DeadLetters is [var dead, ..] ? "error: " + dead.Info.Code + " " + dead.Info.Description : trace?.Timeline.LastOrDefault(t => t.Entry is not null)?.Entry?.Text ?? "";
            var cut = history.Length > 100 ? history[..100] + "..." : history;
            table.AddRow(Markup.Escape(order.Number), Markup.Escape(order.Kind), Markup.Escape(string.Join(", ", rows)), Markup.Escape(cut));
        }
        shown.Console.Write(table);
    }

    private async Task ShowErrorsAsync(CancellationToken cancellationToken)
    {
        if (shown is null) return;
        Say("[bold]What waits for a person[/]");
        shown.Console.Write(ErrorsCommand.Table(await app.Get<IErrorQueue>().ListAsync(new ErrorFilter(), cancellationToken)));
    }

    private SyncRow Row(string number) => _rows.First(r => r.OrderNumber == number && r.GroupKey.Length > 0);

    private string KeyOf(string number) => Row(number).OrderKey;

    private IEnumerable<string> KeysOf(string number) => _rows.Where(r => r.OrderNumber == number && r is { ShippingOrderId: not null, Status: SyncStatus.Synced }).Select(r => r.OrderKey);

    private string? State(string number) => vendors.Shop.FindOrder(number) is { } order && order.TryGetProperty("shipmentState", out var state) ? state.GetString() : null;

    private void Say(string markup)
    {
        if (shown is null) return;
        shown.Output.WriteLine();
        shown.Console.MarkupLine(markup);
    }
}

internal sealed record DemoChapter(string Title, SyncReport Sync);

/// <param name="Wrong">What does not stand as the story says; empty when all is well.</param>
internal sealed record DemoResult(
    IReadOnlyList<DemoChapter> Chapters, long ShipStationCalls, long CommercetoolsCalls, IReadOnlyDictionary<string, long> ShipStationCallsByRoute, int ErrorsLeft, string TracedOrder,
    IReadOnlyList<string> Wrong);
