using System.Text.Json;

namespace Connector.Simulators.ShipStation.Money;

/// <summary>Dangerous calls that were accepted, or refused where the switch for it is on.</summary>
internal sealed class Violations
{
    private readonly List<Violation> _all = [];

    public IReadOnlyList<Violation> All => _all;

    public void Add(Violation violation) => _all.Add(violation);

    public void Clear() => _all.Clear();
}

internal static class ViolationKind
{
    public const string SecondLiveLabel = "second_live_label";
    public const string OrderOnHold = "order_on_hold";
    public const string OrderUnpaid = "order_unpaid";

    /// <summary>Marked as shipped, or with a provider: closed without a label.</summary>
    public const string OrderClosed = "order_closed";
    public const string RepeatAfterUnknown = "repeat_after_unknown";
    public const string OrphanLabel = "orphan_label";
    public const string LabelAfterVoid = "label_after_void";
    public const string AddFunds = "add_funds";
}

/// <param name="WasRefused">True when the switch made a refusal of it.</param>
internal sealed record Violation(DateTimeOffset At, string Kind, long? OrderId, string? OrderNumber, bool WasRefused)
{
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("at", At.UtcDateTime);
        writer.WriteString("kind", Kind);
        if (OrderId is { } order) writer.WriteNumber("orderId", order);
        else writer.WriteNull("orderId");
        writer.WriteString("orderNumber", OrderNumber);
        writer.WriteBoolean("refused", WasRefused);
        writer.WriteEndObject();
    }
}
