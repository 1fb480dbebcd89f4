using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Operations.Api;

namespace Connector.Operations.Page.Views;

/// <summary>Pure: how far an order has come, for each of its parts where there are several.</summary>
internal static class OrderSteps
{
    public static IReadOnlyList<StepBar> Compute(OrderTraceView trace, OrderView? order)
    {
        var parts = trace.Parts.Where(static p => p.Part.Length > 0 && p.Status != SyncStatus.Cancelled).ToList();
        return parts.Count < 2 ? [Bar("", null)] : [.. parts.Select(part => Bar(part.Part, part))];

        StepBar Bar(string name, PartView? part)
        {
            var labels = trace.Shipments.Where(s => !s.IsReturn && !s.Voided && (part is null || (s.ShippingOrderId == part.ShippingOrderId && s.Account == part.Account))).ToList();
            var sent = Earliest(trace.History.Where(e => e.Kind == OrderEventKind.Sent && (part is null || e.Part == part.Part)).Select(static e => e.At)) ?? (part is null ? order?.SentAt : null);
            var shown = labels.Count > 0 && labels.TrueForAll(static s => s.RecordedAt is not null && s.RecordedState is not null) ? labels.Max(static s => s.RecordedAt) : null;
            var label = Earliest(labels.Select(static s => s.CreatedAt)) ?? (part is null ? order?.LabelledAt : null);
            var delivered = part is null ? order?.DeliveredAt : null;
            var isShown = shown is not null || delivered is not null;
            (string Name, DateTimeOffset? At, bool IsDone)[] steps =
            [
                ("Placed", order?.PlacedAt ?? Earliest(trace.History.Where(static e => e.Kind == OrderEventKind.Placed).Select(static e => e.At)), true),
                ("Ready to send", order?.DueAt, order?.DueAt is not null || sent is not null),
                ("In ShipStation", sent, sent is not null || label is not null),
                ("Label", label, label is not null),
                ("Shown in shop", shown, isShown),
                ("Delivered", delivered, delivered is not null)
            ];
            return new StepBar(name, States(steps, Fails(trace, order), IsOver(order)));
        }
    }

    private static List<StepView> States((string Name, DateTimeOffset? At, bool IsDone)[] steps, bool fails, bool isOver)
    {
        var current = Array.FindIndex(steps, static s => !s.IsDone);
        var views = new List<StepView>(steps.Length);
        DateTimeOffset? before = null;
        for (var i = 0; i < steps.Length; i++)
        {
            var (name, at, isDone) = steps[i];
            var state = isDone ? StepState.Done : i == current && !isOver ? (fails ? StepState.Failed : StepState.Current) : StepState.Open;
            views.Add(new StepView(name, state, isDone ? at : null, isDone && at > before ? at - before : null));
            before = isDone ? at ?? before : before;
        }
        return views;
    }

    private static bool Fails(OrderTraceView trace, OrderView? order) => trace.Errors.Count > 0 || order?.NeedsAttention is true;

    private static bool IsOver(OrderView? order) => order?.Progress is OrderProgress.Cancelled or OrderProgress.NotForShipping;

    private static DateTimeOffset? Earliest(IEnumerable<DateTimeOffset> times) => times.Select(static at => (DateTimeOffset?)at).Min();
}

/// <param name="Part">Key of the part; empty for the whole order.</param>
internal sealed record StepBar(string Part, IReadOnlyList<StepView> Steps);

/// <param name="Gap">Since the step before.</param>
internal sealed record StepView(string Name, StepState State, DateTimeOffset? At, TimeSpan? Gap);

internal enum StepState { Done, Current, Failed, Open }
