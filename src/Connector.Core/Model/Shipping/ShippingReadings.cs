using Connector.Core.Model.Orders;
using System.Text.Json;

namespace Connector.Core.Model.Shipping;

/// <summary>Pure: what stays of two readings of the same thing, whichever order they arrive in. Used by every shipping store.</summary>
public static class ShippingReadings
{
    /// <summary>
    /// The later reading, but a label once seen voided stays voided, items once seen are not forgotten by a reading without items, and a shop order once known
    /// stays known.
    /// </summary>
    public static (Shipment Shipment, string? OrderId) Merge((Shipment Shipment, string? OrderId) kept, (Shipment Shipment, string? OrderId) read)
    {
        var (later, earlier) = read.Shipment.ObservedAt < kept.Shipment.ObservedAt ? (kept, read) : (read, kept);
        var merged = later.Shipment with
        {
            Voided = later.Shipment.Voided || earlier.Shipment.Voided,
            VoidedAt = later.Shipment.VoidedAt ?? earlier.Shipment.VoidedAt,
            Items = later.Shipment.Items is { Count: > 0 } ? later.Shipment.Items : earlier.Shipment.Items ?? later.Shipment.Items
        };
        return (merged, later.OrderId ?? earlier.OrderId);
    }

    /// <summary>
    /// True when a reading says less than the kept one: of two it is the vendor's own instant of the last change that decides, and only for one change (or where the
    /// vendor's clock said the hour twice) ours. An instant of ours that is still to come was noted by a clock that was ahead: it makes no reading the later one.
    /// </summary>
    public static bool IsOlder(ShippingOrderSnapshot read, ShippingOrderSnapshot kept, DateTimeOffset now)
    {
        var isSameHourTwice = (read.ModifiedTwice || kept.ModifiedTwice) && (read.ModifiedAt - kept.ModifiedAt).Duration() <= TimeSpan.FromHours(1);
        if (read.ModifiedAt != kept.ModifiedAt && !isSameHourTwice) return read.ModifiedAt < kept.ModifiedAt;
        return read.ObservedAt < kept.ObservedAt && kept.ObservedAt <= now;
    }

    /// <summary>True when a reading says something else than the kept one, and is not older than it; a first reading does.</summary>
    public static bool IsChange(ShippingOrderSnapshot read, ShippingOrderSnapshot? kept, DateTimeOffset now) =>
        kept is null || (!IsOlder(read, kept, now) && !Write(read).AsSpan().SequenceEqual(Write(kept)));

    /// <summary>What is kept of a reading: of an order that does not have our key nothing about people, and nothing that people wrote.</summary>
    public static ShippingOrderSnapshot WithoutPeople(ShippingOrderSnapshot read)
    {
        if (OrderKeys.TryParse(read.OrderKey, out _, out _)) return read;
        // Where it came from an order of ours, this is found by our own custom fields.
        if (!ForeignParts.MayBeOne(read)) read = read with { Content = read.Content with { CustomField1 = null, CustomField2 = null, CustomField3 = null } };
        return read with { Content = WithoutPeople(read.Content) };
    }

    /// <summary>The content without names, addresses and texts that people wrote; the country stays.</summary>
    public static ShippingOrder WithoutPeople(ShippingOrder content)
    {
        var nobody = new ShippingAddress { Name = "", Country = content.ShipTo.Country };
        return content with
        {
            BillTo = nobody, ShipTo = nobody, CustomerUsername = null, CustomerEmail = null, CustomerNotes = null, InternalNotes = null, GiftMessage = null, BillToParty = null
        };
    }

    /// <summary>What is left of a reading, or of what was sent, once somebody asked to erase the customer: also free fields and options of lines are gone.</summary>
    public static ShippingOrder Erase(ShippingOrder content) => WithoutPeople(content) with
    {
        CustomField1 = null, CustomField2 = null, CustomField3 = null, Items = [.. content.Items.Select(static item => item with { Options = [] })]
    };

    /// <summary>The same for a reading, which remembers it: later readings of the order are kept without people too.</summary>
    public static ShippingOrderSnapshot Erase(ShippingOrderSnapshot read) => read with { Content = Erase(read.Content), IsErased = true };

    /// <summary>True when a reading of equal content moves the instant at which it was last seen.</summary>
    public static bool IsSeenLater(DateTimeOffset read, DateTimeOffset kept, DateTimeOffset now) => read > kept || kept > now;

    /// <summary>The reading as stores keep it: JSON without the instant of the reading, so that two readings of the same content give equal bytes.</summary>
    public static byte[] Write(ShippingOrderSnapshot order) =>
        JsonSerializer.SerializeToUtf8Bytes(order with { ObservedAt = default }, PayloadJsonContext.Default.ShippingOrderSnapshot);

    /// <summary>The reverse of <see cref="Write(ShippingOrderSnapshot)"/>; the content carries the shipping side's id again.</summary>
    public static ShippingOrderSnapshot ReadOrder(ReadOnlySpan<byte> json, DateTimeOffset observedAt)
    {
        var order = JsonSerializer.Deserialize(json, PayloadJsonContext.Default.ShippingOrderSnapshot) ?? throw new JsonException("The reading is null.");
        if (order.Content is null) throw new JsonException("The reading has no content.");
        return order with { ObservedAt = observedAt, Content = order.Content with { ShippingOrderId = order.ShippingOrderId } };
    }

    public static byte[] Write(Shipment shipment) => JsonSerializer.SerializeToUtf8Bytes(shipment, PayloadJsonContext.Default.Shipment);

    public static Shipment ReadShipment(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, PayloadJsonContext.Default.Shipment) ?? throw new JsonException("The shipment is null.");
}
