namespace Connector.Core.Model.Shipping;

/// <summary>How a shop order shows a shipment; <see cref="Foreign"/>: not at all, because it belongs to an order that was merged with this one.</summary>
public enum ShipmentMark { Shipped, Voided, Foreign, ShippedWithoutItems }

/// <summary>What is recorded of a shipment: how the shop order shows it, or with <paramref name="IsRefused"/> how it should while an error about it is open.</summary>
public sealed record RecordedState(ShipmentMark Mark, bool IsRefused = false)
{
    private const string RefusedEnd = ", refused";

    /// <summary>As stores keep it, and as it is reported.</summary>
    public string Text => Mark switch
    {
        ShipmentMark.Voided => "voided",
        ShipmentMark.Foreign => "foreign",
        ShipmentMark.ShippedWithoutItems => "shipped without items",
        _ => "shipped"
    } + (IsRefused ? RefusedEnd : "");

    /// <summary>The reverse of <see cref="Text"/>. Null for a text of no version: the shipment counts as not recorded, and recording it again changes nothing that is there.</summary>
    public static RecordedState? From(string? text)
    {
        var isRefused = text?.EndsWith(RefusedEnd, StringComparison.Ordinal) == true;
        ShipmentMark? mark = (isRefused ? text![..^RefusedEnd.Length] : text) switch
        {
            "shipped" => ShipmentMark.Shipped,
            "voided" => ShipmentMark.Voided,
            "shipped without items" => ShipmentMark.ShippedWithoutItems,
            // What the first databases hold.
            "foreign" or "elsewhere" => ShipmentMark.Foreign,
            _ => null
        };
        return mark is { } known ? new RecordedState(known, isRefused) : null;
    }

    public override string ToString() => Text;
}
