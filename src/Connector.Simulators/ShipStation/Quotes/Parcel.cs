using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Quotes;

/// <summary>One box of a shipment.</summary>
/// <param name="Dimensions">Null when nobody measured it: its room is then not priced.</param>
/// <param name="InsuredValue">0 for a box without insurance.</param>
internal sealed record Parcel(Weight Weight, Dimensions? Dimensions, decimal InsuredValue = 0m);

/// <summary>What a label costs. The price of a quote is the sum of the four.</summary>
internal sealed record Price(decimal Shipping, decimal Other, decimal Confirmation, decimal Insurance)
{
    /// <summary>Without insurance: what a label shows as its cost.</summary>
    public decimal Label => Shipping + Other + Confirmation;
    public decimal Total => Label + Insurance;

    public Price Times(decimal factor) => factor == 1m
        ? this
        : new(decimal.Round(Shipping * factor, 2), decimal.Round(Other * factor, 2), decimal.Round(Confirmation * factor, 2), decimal.Round(Insurance * factor, 2));
}
