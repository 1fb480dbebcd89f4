using Connector.Simulators.ShipStation.Http;

namespace Connector.Simulators.ShipStation.Orders;

/// <summary>Reads the parts that orders and labels have in common.</summary>
internal static class PartsBinder
{
    public static Address? Address(JsonView address) => address.IsMissing ? null : new Address
    {
        Name = address.Text("name"),
        Company = address.Text("company"),
        Street1 = address.Text("street1"),
        Street2 = address.Text("street2"),
        Street3 = address.Text("street3"),
        City = address.Text("city"),
        State = address.Text("state"),
        PostalCode = address.Text("postalCode"),
        Country = address.Text("country"),
        Phone = address.Text("phone"),
        Residential = address.Flag("residential"),
    };

    public static Weight? Weight(JsonView weight) =>
        weight.IsMissing ? null : new Weight(weight.Number("value") ?? 0m, weight.Text("units") ?? "ounces");

    public static Dimensions? Dimensions(JsonView box) =>
        box.IsMissing ? null : new Dimensions(box.Number("length") ?? 0m, box.Number("width") ?? 0m, box.Number("height") ?? 0m, box.Text("units") ?? "inches");

    public static Insurance Insurance(JsonView insurance) => insurance.IsMissing
        ? Orders.Insurance.None
        : new Insurance(insurance.Text("provider"), insurance.Flag("insureShipment") ?? false, insurance.Number("insuredValue") ?? 0m);

    public static International International(JsonView abroad) => abroad.IsMissing
        ? Orders.International.None
        : new International(abroad.Text("contents"), abroad.Array("customsItems", CustomsItem), abroad.Text("nonDelivery"));

    public static AdvancedDraft Advanced(JsonView advanced) => advanced.IsMissing ? AdvancedDraft.None : new AdvancedDraft
    {
        // Zero stands for "none" on input.
        WarehouseId = advanced.Integer("warehouseId") is { } warehouse and not 0 ? warehouse : null,
        NonMachinable = advanced.Flag("nonMachinable") ?? false,
        SaturdayDelivery = advanced.Flag("saturdayDelivery") ?? false,
        ContainsAlcohol = advanced.Flag("containsAlcohol") ?? false,
        StoreId = advanced.Integer("storeId") is { } store and not 0 ? store : null,
        CustomField1 = advanced.Text("customField1"),
        CustomField2 = advanced.Text("customField2"),
        CustomField3 = advanced.Text("customField3"),
        Source = advanced.Text("source"),
        BillToParty = advanced.Text("billToParty"),
        BillToAccount = advanced.Text("billToAccount"),
        BillToPostalCode = advanced.Text("billToPostalCode"),
        BillToCountryCode = advanced.Text("billToCountryCode"),
        BillToMyOtherAccount = advanced.TextOrNumber("billToMyOtherAccount"),
    };

    private static CustomsItem CustomsItem(JsonView item) => new(
        item.TextOrNumber("customsItemId"), item.Text("description"), item.Whole("quantity") ?? 0, item.Number("value") ?? 0m,
        item.Text("harmonizedTariffCode"), item.Text("countryOfOrigin"));
}
