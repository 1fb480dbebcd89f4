using Connector.Simulators.ShipStation.Account;

namespace Connector.Simulators.ShipStation.Orders;

/// <summary>
/// What the service refuses in an order that could be read. The rules are documented or reported; the sentences are ours. Where it is not known
/// whether a value is refused (an unknown unit, insurance provider, tag ...), it is: nothing should lean on leniency.
/// </summary>
internal static class OrderRules
{
    public const int LongestNumber = 50;
    private const int LongestKey = 50;

    private static readonly string[] Confirmations = ["none", "delivery", "signature", "adult_signature", "direct_signature"];
    private static readonly string?[] Providers = [null, "shipsurance", "carrier", "provider", "xcover", "parcelguard"];
    private static readonly string?[] Contents = [null, "merchandise", "documents", "gift", "returned_goods", "sample"];
    private static readonly string?[] NonDeliveries = [null, "return_to_sender", "treat_as_abandoned"];
    private static readonly string?[] Payers = [null, "my_account", "my_other_account", "recipient", "third_party"];
    private static readonly string[] WeightUnits = ["pounds", "ounces", "grams"];
    private static readonly string[] LengthUnits = ["inches", "centimeters"];

    /// <summary>The first thing wrong with it; null when it is fine.</summary>
    public static string? Check(OrderDraft order, ShipStationAccount account) =>
        Required(order) ?? Names(order) ?? Status(order) ?? Items(order.Items) ?? Shipping(order.CarrierCode, order.ServiceCode, order.PackageCode, order.Confirmation)
        ?? Measures(order) ?? Abroad(order.International) ?? Advanced(order, account);

    /// <summary>Whether carrier, service, package and confirmation fit each other and the account.</summary>
    public static string? Shipping(string? carrierCode, string? serviceCode, string? packageCode, string? confirmation)
    {
        if (confirmation is not null && !Confirmations.Contains(confirmation)) return "Invalid confirmation";
        if (carrierCode is null)
        {
            if (serviceCode is not null) return "Invalid serviceCode";
            return packageCode is null || AccountData.Carriers.Any(any => any.Packages.Contains(packageCode)) ? null : "Invalid packageCode";
        }
        if (AccountData.Carrier(carrierCode) is not { } carrier) return "Invalid carrierCode";
        if (serviceCode is not null && carrier.Service(serviceCode) is null) return "Invalid serviceCode";
        if (packageCode is not null && !carrier.Packages.Contains(packageCode)) return "Invalid packageCode";
        return confirmation == "direct_signature" && carrier.Code != "fedex" ? "Invalid confirmation" : null;
    }

    private static string? Required(OrderDraft order)
    {
        if (string.IsNullOrWhiteSpace(order.OrderNumber)) return "orderNumber is required.";
        if (order.OrderDate is null) return "orderDate is required.";
        if (string.IsNullOrWhiteSpace(order.Status)) return "orderStatus is required.";
        if (order.BillTo is null) return "billTo is required.";
        if (order.ShipTo is null) return "shipTo is required.";
        return order.OrderKey?.Length > LongestKey ? $"orderKey must not be longer than {LongestKey} characters." : null;
    }

    private static string? Names(OrderDraft order)
    {
        if (string.IsNullOrWhiteSpace(order.BillTo!.Name)) return "The bill-to name must not be empty.";
        if (string.IsNullOrWhiteSpace(order.ShipTo!.Name)) return "The ship-to name must not be empty.";
        if (!IsCountry(order.ShipTo.Country)) return "A two-character country code is required on shipTo.";
        return order.BillTo.Country is null || IsCountry(order.BillTo.Country) ? null : "A two-character country code is required on billTo.";
    }

    private static string? Status(OrderDraft order) =>
        OrderStatus.Writable.Contains(order.Status) ? null : $"Invalid orderStatus: {order.Status}";

    private static string? Items(ItemDraft[] items)
    {
        foreach (var item in items)
        {
            if (item.Name is null) return "An item's name must not be null.";
            if (item.Quantity < 1) return $"The quantity of item '{item.Name}' must be at least 1.";
            if (Weight(item.Weight) is { } wrong) return wrong;
        }
        return null;
    }

    private static string? Measures(OrderDraft order)
    {
        if (Weight(order.Weight) is { } wrong) return wrong;
        if (order.Dimensions is { } box && (!LengthUnits.Contains(box.Units) || box.Length < 0 || box.Width < 0 || box.Height < 0)) return "Invalid dimensions";
        return Providers.Contains(order.Insurance.Provider) ? null : "Invalid insurance provider";
    }

    private static string? Weight(Weight? weight) =>
        weight is null || WeightUnits.Contains(weight.Units) && weight.Value >= 0 ? null : "Invalid weight: units are pounds, ounces or grams.";

    private static string? Abroad(International abroad)
    {
        if (!Contents.Contains(abroad.Contents)) return "Invalid contents";
        if (!NonDeliveries.Contains(abroad.NonDelivery)) return "Invalid nonDelivery";
        return abroad.CustomsItems.Any(item => item.CountryOfOrigin is not null && !IsCountry(item.CountryOfOrigin))
            ? "A two-character country code is required on customs items."
            : null;
    }

    private static string? Advanced(OrderDraft order, ShipStationAccount account)
    {
        var advanced = order.Advanced;
        if (advanced.StoreId is { } store && account.Stores.Find(store) is not { Active: true }) return $"Store {store} does not exist or is not active.";
        if (advanced.WarehouseId is { } warehouse && account.Warehouses.Find(warehouse) is null) return $"Warehouse {warehouse} does not exist.";
        if (!Payers.Contains(advanced.BillToParty)) return "Invalid billToParty";
        foreach (var tag in order.TagIds ?? [])
            if (AccountData.Tags.All(any => any.TagId != tag)) return $"Tag {tag} does not exist.";
        return null;
    }

    private static bool IsCountry(string? code) => code is { Length: 2 } && char.IsAsciiLetter(code[0]) && char.IsAsciiLetter(code[1]);
}
