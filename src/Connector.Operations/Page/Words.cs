using System.Globalization;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Operations.Api;

namespace Connector.Operations.Page;

/// <summary>Small texts of the views. Pure.</summary>
internal static class Words
{
    public static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Count(long number, string one, string many) => number == 1 ? $"1 {one}" : $"{Count(number)} {many}";

    public static string Money(decimal? amount, string? currency) => amount is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:0.00} {currency}").TrimEnd() : "–";

    public static string Lower(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];

    /// <summary>A part of a table of the guide as a sentence.</summary>
    public static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..].TrimEnd('.') + ".";

    /// <summary>"orderVersion" and "PollShipments" as words.</summary>
    public static string Spaced(string name) => string.Concat(name.Select(static (c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));

    public static string Queue(string name) => name switch
    {
        QueueNames.Orders => "Orders",
        QueueNames.Shipments => "Shipments",
        QueueNames.Labels => "Labels",
        QueueNames.CommerceEvents => "Shop notifications",
        _ => name
    };

    public static string Timer(string name) => name switch
    {
        TimerNames.PullOrders => "Read orders from the shop",
        TimerNames.PollShipments => "Check shipments",
        TimerNames.PollShipStationOrders => "Check order status",
        TimerNames.PollTracking => "Check tracking",
        TimerNames.BuyLabels => "Buy labels",
        TimerNames.Reconcile => "Compare both sides",
        TimerNames.Retention => "Remove old entries and documents",
        TimerNames.ReportHealth => "Report health",
        _ => Spaced(name)
    };

    /// <summary>A cursor: "shipments-created:eu".</summary>
    public static string List(string cursor)
    {
        var parts = cursor.Split(':');
        var words = parts[0] switch
        {
            "orders-pull" => "Orders in the shop",
            "shipments-created" => "Shipments",
            "shipments-voided" => "Voided labels",
            "fulfillments" => "Provider shipments",
            "orders-status" => "Order status",
            var other => other
        };
        return parts is [_, var account] && account != "default" ? $"{words} ({account})" : words;
    }

    public static string State(string state) => state switch { HealthStatus.Running => "Running", HealthStatus.Stale => "Delayed", HealthStatus.Failing => "Failing", _ => state };

    /// <summary>Symbol of an event; its meaning is in the text beside it.</summary>
    public static string Symbol(OrderEventKind kind) => kind switch
    {
        OrderEventKind.Placed => "+",
        OrderEventKind.Changed or OrderEventKind.Updated => "✎",
        OrderEventKind.Sent or OrderEventKind.Released => "→",
        OrderEventKind.NotSent or OrderEventKind.Held or OrderEventKind.Scheduled => "‖",
        OrderEventKind.Cancelled or OrderEventKind.Void or OrderEventKind.Dismissed => "✕",
        OrderEventKind.Merged or OrderEventKind.Split => "Y",
        OrderEventKind.Label => "▣",
        OrderEventKind.WrittenBack => "←",
        OrderEventKind.Delivered => "✓",
        OrderEventKind.Failed or OrderEventKind.Difference => "!",
        OrderEventKind.Retried => "↻",
        _ => "•"
    };

    public static string Tone(OrderEventKind kind) => kind switch
    {
        OrderEventKind.Failed or OrderEventKind.Difference => "bad",
        OrderEventKind.NotSent or OrderEventKind.Held or OrderEventKind.Void or OrderEventKind.Cancelled => "warn",
        OrderEventKind.Label or OrderEventKind.WrittenBack or OrderEventKind.Delivered or OrderEventKind.Sent => "good",
        _ => "plain"
    };

    public static string Tone(OrderView order) => order switch
    {
        { NeedsAttention: true } => "bad",
        { Progress: OrderProgress.OnHold or OrderProgress.Waiting } => "warn",
        { Progress: OrderProgress.Shipped or OrderProgress.Delivered or OrderProgress.InShipStation or OrderProgress.PartlyShipped } => "good",
        _ => "plain"
    };

    public static string Tone(FailureKind kind) => kind is FailureKind.Rejected or FailureKind.Unauthorized or FailureKind.Unmappable or FailureKind.Unknown ? "bad" : "warn";

    public static string Promise(PromiseKind? kind) => kind switch { PromiseKind.InShipStation => "In ShipStation by", PromiseKind.Label => "Label by", PromiseKind.HandOver => "Ship by", _ => "Due by" };
}
