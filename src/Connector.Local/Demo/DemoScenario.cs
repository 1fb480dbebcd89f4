using System.Text.Json.Nodes;
using Connector.Core.Engine.Pump;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Local.Cli;
using Connector.Local.Hosting;
using Connector.Operations.Api;
using Spectre.Console;

namespace Connector.Local.Demo;

/// <summary>What happens in the demo, step by step: people act in both systems, then the connector synchronises.</summary>
internal sealed class DemoScenario(DemoVendors vendors, ConnectorApp app, CliContext? shown)
{
    private readonly DemoCast _cast = DemoCast.Choose(vendors.Shop);
    private IReadOnlyList<SyncRow> _rows = [];

    public async Task<DemoResult> RunAsync(CancellationToken cancellationToken)
    {
        var steps = new List<DemoStep>();
        async Task StepAsync(string title, Func<Task> act)
        {
            Say($"[bold]{steps.Count + 1}. {title}[/]");
            await act();
            var report = await SyncCommand.RunAsync(app, SyncScope.All, null, shown, cancellationToken);
            _rows = await app.Get<ISyncStore>().ScanAsync(null, int.MaxValue, cancellationToken);
            steps.Add(new DemoStep(title, report));
            if (shown is not null) SyncText.Facts(shown.Output, report, await SyncCommand.CountErrorsAsync(app, cancellationToken));
        }

        await StepAsync($"The shop has {_cast.All.Count} orders; one of them has no address", async () =>
            await vendors.EditInShopAsync(_cast.NoAddress, new JsonObject { ["shippingAddress"] = null }, cancellationToken));
        await ShowOrdersAsync(cancellationToken);

        await StepAsync("A customer corrects an order while the warehouse adds a note; another customer cancels", async () =>
        {
            await vendors.InShipStationAsync("settle", [], cancellationToken);
            await vendors.InShipStationAsync("edit", new JsonObject { ["orderKey"] = KeyOf(_cast.Edited), ["merge"] = new JsonObject { ["internalNotes"] = "Fragile: two layers of paper" } }, cancellationToken);
            await vendors.EditInShopAsync(_cast.Edited, new JsonObject { ["shippingAddress"] = new JsonObject { ["additionalAddressInfo"] = "Ring at number 7" } }, cancellationToken);
            await vendors.EditInShopAsync(_cast.CancelledBefore, new JsonObject { ["orderState"] = "Cancelled" }, cancellationToken);
        });

        await StepAsync("The warehouse prints labels: one order ships in part, one is marked as shipped by hand, all others ship completely", async () =>
        {
            await vendors.InShipStationAsync("labels", new JsonObject { ["orderKey"] = KeyOf(_cast.Partial), ["items"] = new JsonArray { new JsonObject { ["lineItemKey"] = _cast.PartialLine, ["quantity"] = 1 } } }, cancellationToken);
            await vendors.InShipStationAsync("fulfillment", new JsonObject { ["orderKey"] = KeyOf(_cast.MarkedShipped) }, cancellationToken);
            foreach (var number in _cast.Labelled) foreach (var key in KeysOf(number)) await vendors.InShipStationAsync("labels", new JsonObject { ["orderKey"] = key }, cancellationToken);
        });

        await StepAsync("A label is voided, and a customer cancels an order that was already shipped", async () =>
        {
            await vendors.InShipStationAsync("void", new JsonObject { ["orderNumber"] = Row(_cast.Voided).ShippingNumber }, cancellationToken);
            await vendors.EditInShopAsync(_cast.CancelledAfter, new JsonObject { ["orderState"] = "Cancelled" }, cancellationToken);
        });

        await ShowErrorsAsync(cancellationToken);
        await StepAsync("The address is added and the error is retried", async () =>
        {
            await vendors.EditInShopAsync(_cast.NoAddress, new JsonObject { ["shippingAddress"] = _cast.LostAddress.DeepClone() }, cancellationToken);
            var errors = await app.Get<IErrorQueue>().ListAsync(new ErrorFilter(Order: _cast.NoAddress), cancellationToken);
            await app.Get<IErrorQueue>().ReplayAsync([.. errors.Select(e => e.Id)], cancellationToken);
        });

        if (shown is not null && await app.Get<OrderTraces>().FindAsync(_cast.Edited, cancellationToken) is { } trace)
        {
            Say($"[bold]The history of one order[/]");
            TraceText.Write(shown.Output, OrderTraceView.From(trace, app.Get<TimeProvider>().GetUtcNow(), int.MaxValue), calls: false, bodies: false);
        }
        return await CheckAsync(steps, cancellationToken);
    }

    /// <summary>The demo succeeds only when both sides show what was expected.</summary>
    private async Task<DemoResult> CheckAsync(List<DemoStep> steps, CancellationToken cancellationToken)
    {
        var errors = await app.Get<IErrorQueue>().ListAsync(new ErrorFilter(), cancellationToken);
        var problems = new List<string>();
        void Must(bool holds, string what)
        {
            if (!holds) problems.Add(what);
        }
        Must(State(_cast.Labelled[0]) == "Shipped", $"{_cast.Labelled[0]} should be shipped");
        Must(State(_cast.Partial) == "Partial", $"{_cast.Partial} should be shipped in part");
        Must(State(_cast.MarkedShipped) == "Shipped", $"{_cast.MarkedShipped} should be shipped");
        Must(State(_cast.Voided) == "Pending", $"{_cast.Voided} should be pending again");
        Must(Row(_cast.CancelledBefore).Status == SyncStatus.Cancelled, $"{_cast.CancelledBefore} should be cancelled in ShipStation");
        Must(errors.Any(e => e.Info.OrderNumber == _cast.CancelledAfter && e.Info.Code == ErrorCodes.CancelledAfterShipment), $"{_cast.CancelledAfter} should need attention");
        Must(Row(_cast.NoAddress).Status == SyncStatus.Synced, $"{_cast.NoAddress} should have been sent after the retry");
        Must(errors.All(e => e.Info.OrderNumber != _cast.NoAddress), $"{_cast.NoAddress} should have left the error queue");
        return new DemoResult(
            steps, vendors.Shipping.Stats.Total, vendors.Shop.Stats.Total, vendors.Shipping.Stats.ByRoute.ToDictionary(), errors.Count, _cast.Edited, problems);
    }

    private async Task ShowOrdersAsync(CancellationToken cancellationToken)
    {
        if (shown is null) return;
        foreach (var order in _cast.All)
        {
            var trace = await app.Get<OrderTraces>().FindAsync(order.Id, cancellationToken);
            var rows = trace?.Rows.Where(r => r.ShippingOrderId is not null).Select(r => $"{r.GroupKey} {r.ShippingNumber}") ?? [];
            var history = trace?.DeadLetters is [var error, ..] ? "Needs attention: " + error.Info.Description : trace?.Timeline.LastOrDefault(t => t.Entry is not null)?.Entry?.Text ?? "";
            CliText.Wrap(shown.Output, $"{order.Number}  {order.Kind}; {string.Join(", ", rows)}", "  ", "      ");
            shown.Output.WriteLine("      " + CliText.Cut(history, CliText.Width - 6));
        }
    }

    private async Task ShowErrorsAsync(CancellationToken cancellationToken)
    {
        if (shown is null) return;
        Say("[bold]Needs attention[/]");
        ErrorText.Write(shown.Output, [.. (await app.Get<IErrorQueue>().ListAsync(new ErrorFilter(), cancellationToken)).Select(ErrorView.From)], isWhole: true);
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

internal sealed record DemoStep(string Title, SyncReport Sync);

/// <param name="Problems">What is not as expected; empty when all is well.</param>
internal sealed record DemoResult(
    IReadOnlyList<DemoStep> Steps, long ShipStationCalls, long CommercetoolsCalls, IReadOnlyDictionary<string, long> ShipStationCallsByRoute, int ErrorsLeft, string TracedOrder,
    IReadOnlyList<string> Problems)
{
    /// <summary>Null where the demo ran without labels.</summary>
    public LabelDemoResult? Labels { get; init; }
}
