using Connector.Core.Model.Shipping;
using Connector.ShipStation.Wire;

namespace Connector.ShipStation.Mapping;

/// <summary>Single fields off the wire. Empty texts and zero ids mean "none" there; a time that is no time makes the row unreadable, by the field's name.</summary>
internal static class WireReader
{
    public static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;

    public static long? Id(long? id) => id is > 0 ? id : null;

    public static long RequiredId(long? id, string field) => Id(id) ?? throw new UnreadableRowException(field);

    public static DateTimeOffset? Instant(string? text, string field) =>
        PacificTime.TryRead(text, out var instant) ? instant : throw new UnreadableRowException(field);

    public static DateOnly? Day(string? text, string field) =>
        PacificTime.TryReadDate(text, out var date) ? date : throw new UnreadableRowException(field);

    /// <summary>Null also for zero, which is what ShipStation shows for an unknown weight, and for a unit of the future.</summary>
    public static Weight? Weight(WireWeight? weight) =>
        weight is { Value: > 0 and var value } && Words.WeightUnitOf(weight.Units) is { } unit ? new Weight(value, unit) : null;

    public static Dimensions? Dimensions(WireDimensions? box) =>
        box is { Length: { } length, Width: { } width, Height: { } height } && Words.LengthUnitOf(box.Units) is { } unit
            ? new Dimensions(length, width, height, unit)
            : null;

    public static ShippingAddress Address(WireAddress? address) => new()
    {
        Name = address?.Name ?? "",
        Company = Text(address?.Company),
        Street1 = Text(address?.Street1),
        Street2 = Text(address?.Street2),
        Street3 = Text(address?.Street3),
        City = Text(address?.City),
        State = Text(address?.State),
        PostalCode = Text(address?.PostalCode),
        Country = Text(address?.Country),
        Phone = Text(address?.Phone),
        Residential = address?.Residential
    };
}
