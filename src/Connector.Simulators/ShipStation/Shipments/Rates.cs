using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Shipments;

/// <summary>Invented prices: the same service and weight cost the same every time.</summary>
internal static class Rates
{
    public static decimal Cost(string serviceCode, Weight weight)
    {
        var price = 4.10m + serviceCode.Length * 0.17m;
        if (serviceCode.Contains("express", StringComparison.Ordinal) || serviceCode.Contains("overnight", StringComparison.Ordinal)) price += 18m;
        if (serviceCode.Contains("international", StringComparison.Ordinal) || serviceCode.Contains("worldwide", StringComparison.Ordinal)) price += 11m;
        return decimal.Round(price + weight.Ounces * 0.06m, 2);
    }
}
