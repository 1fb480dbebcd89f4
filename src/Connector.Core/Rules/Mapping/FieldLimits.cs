namespace Connector.Core.Rules.Mapping;

/// <summary>What becomes of a text that is longer than its field.</summary>
internal enum TooLong
{
    /// <summary>The order is refused, naming the field: a cut key, address or SKU would be a wrong one.</summary>
    Reject,

    /// <summary>Free text: cut with an ellipsis and a warning, or refused, as <see cref="MappingRules.LongTexts"/> says.</summary>
    Shorten,

    /// <summary>Not worth refusing an order for: left out with a warning.</summary>
    LeaveOut
}

/// <param name="Field">Target field, as <see cref="TargetFields"/> names it.</param>
/// <param name="Length">Characters (UTF-16).</param>
internal sealed record FieldLimit(string Field, int Length, TooLong TooLong);

/// <summary>
/// The one table of what fits the shipping side's fields. Only the order number's 50 is firm in ShipStation's V1 documentation; the others follow its
/// Custom Store guide and its V2 limits.
/// </summary>
internal static class FieldLimits
{
    public static readonly FieldLimit OrderKey = new("OrderKey", 50, TooLong.Reject);
    public static readonly FieldLimit OrderNumber = new("OrderNumber", 50, TooLong.Reject);
    public static readonly FieldLimit CustomerUsername = new("CustomerUsername", 50, TooLong.LeaveOut);
    public static readonly FieldLimit CustomerEmail = new("CustomerEmail", 100, TooLong.LeaveOut);
    public static readonly FieldLimit CustomerNotes = new("CustomerNotes", 1000, TooLong.Shorten);
    public static readonly FieldLimit InternalNotes = new("InternalNotes", 1000, TooLong.Shorten);
    public static readonly FieldLimit GiftMessage = new("GiftMessage", 1000, TooLong.Shorten);
    public static readonly FieldLimit PaymentMethod = new("PaymentMethod", 50, TooLong.Shorten);
    public static readonly FieldLimit RequestedService = new("RequestedService", 100, TooLong.Reject);
    public static readonly FieldLimit CarrierCode = new("CarrierCode", 50, TooLong.Reject);
    public static readonly FieldLimit ServiceCode = new("ServiceCode", 50, TooLong.Reject);
    public static readonly FieldLimit PackageCode = new("PackageCode", 50, TooLong.Reject);
    public static readonly FieldLimit CustomField1 = new("CustomField1", 100, TooLong.Shorten);
    public static readonly FieldLimit CustomField2 = new("CustomField2", 100, TooLong.Shorten);
    public static readonly FieldLimit CustomField3 = new("CustomField3", 100, TooLong.Shorten);
    public static readonly FieldLimit Source = new("Source", 50, TooLong.Reject);
    public static readonly FieldLimit BillToAccount = new("BillToParty.Account", 50, TooLong.Reject);
    public static readonly FieldLimit BillToPostalCode = new("BillToParty.PostalCode", 50, TooLong.Reject);
    public static readonly FieldLimit BillToCountryCode = new("BillToParty.CountryCode", 2, TooLong.Reject);
    public static readonly FieldLimit BillToMyOtherAccount = new("BillToParty.MyOtherAccount", 50, TooLong.Reject);

    public static readonly FieldLimit ItemKey = new("Items[].LineItemKey", 50, TooLong.Reject);
    public static readonly FieldLimit ItemSku = new("Items[].Sku", 100, TooLong.Reject);
    public static readonly FieldLimit ItemName = new("Items[].Name", 200, TooLong.Shorten);
    public static readonly FieldLimit ItemImage = new("Items[].ImageUrl", 500, TooLong.LeaveOut);
    public static readonly FieldLimit ItemWarehouseLocation = new("Items[].WarehouseLocation", 100, TooLong.LeaveOut);
    public static readonly FieldLimit ItemFulfillmentSku = new("Items[].FulfillmentSku", 100, TooLong.Reject);
    public static readonly FieldLimit ItemUpc = new("Items[].Upc", 12, TooLong.LeaveOut);
    public static readonly FieldLimit ItemOption = new("Items[].Options", 100, TooLong.Shorten);

    /// <summary>An item takes no more options than this.</summary>
    public const int MaxOptions = 100;

    public static readonly AddressLimits ShipTo = new("ShipTo");
    public static readonly AddressLimits BillTo = new("BillTo");

    public static readonly FieldLimit CustomsDescription = new("Customs.Items[].Description", 100, TooLong.Shorten);
    public static readonly FieldLimit CustomsTariffCode = new("Customs.Items[].HarmonizedTariffCode", 20, TooLong.LeaveOut);
    public static readonly FieldLimit CustomsOrigin = new("Customs.Items[].CountryOfOrigin", 2, TooLong.LeaveOut);

    /// <summary>By target field; for the document and the tests.</summary>
    public static IReadOnlyDictionary<string, FieldLimit> All { get; } = new[]
    {
        OrderKey, OrderNumber, CustomerUsername, CustomerEmail, CustomerNotes, InternalNotes, GiftMessage, PaymentMethod, RequestedService, CarrierCode,
        ServiceCode, PackageCode, CustomField1, CustomField2, CustomField3, Source, BillToAccount, BillToPostalCode, BillToCountryCode, BillToMyOtherAccount,
        ItemKey, ItemSku, ItemName, ItemImage, ItemWarehouseLocation, ItemFulfillmentSku, ItemUpc, ItemOption, CustomsDescription, CustomsTariffCode,
        CustomsOrigin
    }.Concat(ShipTo.All).Concat(BillTo.All).ToDictionary(l => l.Field);
}

/// <summary>The limits of one address.</summary>
internal sealed class AddressLimits(string address)
{
    public FieldLimit Name { get; } = new($"{address}.Name", 100, TooLong.Reject);
    public FieldLimit Company { get; } = new($"{address}.Company", 100, TooLong.Reject);
    public FieldLimit Street1 { get; } = new($"{address}.Street1", 200, TooLong.Reject);
    public FieldLimit Street2 { get; } = new($"{address}.Street2", 200, TooLong.Reject);
    public FieldLimit Street3 { get; } = new($"{address}.Street3", 200, TooLong.Reject);
    public FieldLimit City { get; } = new($"{address}.City", 100, TooLong.Reject);
    public FieldLimit State { get; } = new($"{address}.State", 100, TooLong.Reject);
    public FieldLimit PostalCode { get; } = new($"{address}.PostalCode", 50, TooLong.Reject);
    public FieldLimit Country { get; } = new($"{address}.Country", 2, TooLong.Reject);
    public FieldLimit Phone { get; } = new($"{address}.Phone", 50, TooLong.LeaveOut);
    public IEnumerable<FieldLimit> All => [Name, Company, Street1, Street2, Street3, City, State, PostalCode, Country, Phone];
}
