using Connector.Core.Model.Shipping;
using Connector.ShipStation.Wire;

namespace Connector.ShipStation.Mapping;

/// <summary>
/// The neutral order in ShipStation's words. An upsert replaces the whole order there, so every member we know goes out; nulls are left out, which means
/// the default. Amounts are rounded to two places, half away from zero, whatever the currency: ShipStation keeps no more (a dinar's third digit is lost, a
/// yen amount is untouched). Weights that are not above zero are left out, so that product defaults apply.
/// </summary>
internal static class OrderToWire
{
    public static WireOrder Map(ShippingOrder order) => new()
    {
        OrderId = order.ShippingOrderId,
        OrderNumber = order.OrderNumber,
        OrderKey = order.OrderKey,
        OrderDate = PacificTime.Write(order.PlacedAt),
        PaymentDate = Instant(order.PaidAt),
        ShipByDate = Instant(order.ShipBy),
        OrderStatus = Words.WritableStatus(order.Status),
        HoldUntilDate = Day(order.HoldUntil),
        CustomerUsername = order.CustomerUsername,
        CustomerEmail = order.CustomerEmail,
        BillTo = Address(order.BillTo),
        ShipTo = Address(order.ShipTo),
        Items = [.. order.Items.Select(Item)],
        AmountPaid = Amount(order.AmountPaid),
        TaxAmount = Amount(order.TaxAmount),
        ShippingAmount = Amount(order.ShippingAmount),
        CustomerNotes = order.CustomerNotes,
        InternalNotes = order.InternalNotes,
        Gift = order.Gift,
        GiftMessage = order.GiftMessage,
        PaymentMethod = order.PaymentMethod,
        RequestedShippingService = order.RequestedService,
        CarrierCode = order.CarrierCode,
        ServiceCode = order.ServiceCode,
        PackageCode = order.PackageCode,
        Confirmation = order.Confirmation,
        ShipDate = Day(order.ShipDate),
        Weight = Weight(order.Weight),
        Dimensions = order.Dimensions is { } box ? new WireDimensions(box.Length, box.Width, box.Height, Words.Unit(box.Unit)) : null,
        InsuranceOptions = order.Insurance is { } cover ? new WireInsuranceOptions(cover.Provider, cover.Insure, Amount(cover.InsuredValue)) : null,
        InternationalOptions = order.Customs is { } customs ? International(customs) : null,
        AdvancedOptions = Advanced(order),
        TagIds = order.TagIds.Count > 0 ? [.. order.TagIds.Select(id => (int?)id)] : null
    };

    private static WireOrderItem Item(ShippingItem item) => new()
    {
        LineItemKey = item.LineItemKey,
        Sku = item.Sku,
        Name = item.Name,
        ImageUrl = item.ImageUrl,
        Weight = Weight(item.Weight),
        Quantity = item.Quantity,
        UnitPrice = Amount(item.UnitPrice),
        TaxAmount = Amount(item.TaxAmount),
        WarehouseLocation = item.WarehouseLocation,
        Options = [.. item.Options.Select(option => new WireItemOption(option.Name, option.Value))],
        FulfillmentSku = item.FulfillmentSku,
        Adjustment = item.Adjustment,
        Upc = item.Upc
    };

    private static WireAddress Address(ShippingAddress address) => new()
    {
        Name = address.Name,
        Company = address.Company,
        Street1 = address.Street1,
        Street2 = address.Street2,
        Street3 = address.Street3,
        City = address.City,
        State = address.State,
        PostalCode = address.PostalCode,
        Country = address.Country,
        Phone = address.Phone,
        Residential = address.Residential
    };

    internal static WireInternationalOptions International(Customs customs) => new()
    {
        Contents = customs.Contents,
        NonDelivery = customs.NonDelivery,
        CustomsItems = customs.Items.Count == 0
            ? null
            : [.. customs.Items.Select(item => new WireCustomsItem
            {
                Description = item.Description,
                Quantity = item.Quantity,
                Value = Amount(item.Value),
                HarmonizedTariffCode = item.HarmonizedTariffCode,
                CountryOfOrigin = item.CountryOfOrigin
            })]
    };

    private static WireAdvancedOptions Advanced(ShippingOrder order) => new()
    {
        StoreId = order.StoreId == 0 ? null : order.StoreId,
        WarehouseId = order.WarehouseId,
        NonMachinable = order.NonMachinable,
        SaturdayDelivery = order.SaturdayDelivery,
        ContainsAlcohol = order.ContainsAlcohol,
        CustomField1 = order.CustomField1,
        CustomField2 = order.CustomField2,
        CustomField3 = order.CustomField3,
        Source = order.Source,
        BillToParty = order.BillToParty?.Party,
        BillToAccount = order.BillToParty?.Account,
        BillToPostalCode = order.BillToParty?.PostalCode,
        BillToCountryCode = order.BillToParty?.CountryCode,
        BillToMyOtherAccount = order.BillToParty?.MyOtherAccount
    };

    private static WireWeight? Weight(Weight? weight) => weight is { Value: > 0 } ? new WireWeight(weight.Value, Words.Unit(weight.Unit)) : null;

    internal static decimal Amount(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    private static decimal? Amount(decimal? amount) => amount is { } reported ? Amount(reported) : null;

    private static string? Instant(DateTimeOffset? instant) => instant is { } reported ? PacificTime.Write(reported) : null;

    private static string? Day(DateOnly? date) => date is { } reported ? PacificTime.WriteDate(reported) : null;
}
