using System.Globalization;
using Connector.Core.Model.Shipping;

namespace Connector.Tests.ShipStation;

/// <summary>The shared shipping order, as the tests of the client want it.</summary>
internal static class A
{
    public const string OrderId = "5f0c1a52-7c1e-4a6e-9d7a-3f6b8f2f1001";

    public static string Key(int number) => $"{OrderId[..^4]}{number:D4}-main";

    /// <summary>Less than the shared one has: two lamps and what ShipStation asks for.</summary>
    public static ShippingOrder Order(int number = 1001) => Connector.TestSupport.A.ShippingOrder(o => o with
    {
        OrderKey = Key(number),
        OrderNumber = string.Create(CultureInfo.InvariantCulture, $"T-{number}"),
        PlacedAt = new DateTimeOffset(2026, 3, 3, 17, 20, 0, TimeSpan.Zero),
        CustomerEmail = null,
        BillTo = new ShippingAddress { Name = "Fir Trading" },
        ShipTo = new ShippingAddress { Name = "Fir Trading", Street1 = "3 Mill Lane", City = "Salem", State = "OR", PostalCode = "97301", Country = "US" },
        Items = [new ShippingItem { LineItemKey = "line-1", Sku = "LAMP-1", Name = "Lamp", Quantity = 2, UnitPrice = 19.90m }],
        AmountPaid = 0m,
        ShippingAmount = 0m,
        RequestedService = null,
        StoreId = 410_001
    });

    /// <summary>Every member filled.</summary>
    public static ShippingOrder FullOrder() => Order() with
    {
        PaidAt = new DateTimeOffset(2026, 7, 1, 6, 59, 59, 123, TimeSpan.Zero),
        ShipBy = new DateTimeOffset(2026, 7, 4, 7, 0, 0, TimeSpan.Zero),
        Status = ShippingOrderStatus.OnHold,
        HoldUntil = new DateOnly(2026, 12, 1),
        CustomerUsername = "fir-trading",
        CustomerEmail = "orders@fir.example.com",
        BillTo = new ShippingAddress
        {
            Name = "Fir Trading", Company = "Fir", Street1 = "3 Mill Lane", Street2 = "Floor 2", Street3 = "c/o Desk", City = "Salem", State = "OR",
            PostalCode = "97301", Country = "US", Phone = "503-555-0100", Residential = false
        },
        ShipTo = new ShippingAddress { Name = "Łukasz & Söhne \"Nord\"", Street1 = "Ring 5", City = "Köln", PostalCode = "50667", Country = "DE", Residential = true },
        Items =
        [
            new ShippingItem
            {
                LineItemKey = "line-1", Sku = "LAMP-1", Name = "Lamp <small>", ImageUrl = "https://img.example.com/lamp.png", Weight = new Weight(410.5m, WeightUnit.Grams),
                Quantity = 2, UnitPrice = 19.90m, TaxAmount = 3.18m, WarehouseLocation = "A-1", Options = [new ItemOption("Colour", "Sand"), new ItemOption("Size", "S")],
                FulfillmentSku = "F-LAMP", Upc = "012345678905"
            },
            new ShippingItem { LineItemKey = "discount-1", Name = "WINTER", Quantity = 1, UnitPrice = -4.00m, Adjustment = true }
        ],
        AmountPaid = 47.69m,
        TaxAmount = 6.36m,
        ShippingAmount = 5.53m,
        CustomerNotes = "Ring twice",
        InternalNotes = "Second try",
        Gift = true,
        GiftMessage = "Enjoy",
        PaymentMethod = "Invoice",
        RequestedService = "Express",
        CarrierCode = "ups_walleted",
        ServiceCode = "ups_standard_international",
        PackageCode = "package",
        Confirmation = "signature",
        ShipDate = new DateOnly(2026, 7, 2),
        Weight = new Weight(2m, WeightUnit.Pounds),
        Dimensions = new Dimensions(30m, 20.5m, 10m, LengthUnit.Centimeters),
        Insurance = new Insurance("carrier", Insure: true, 120.00m),
        Customs = new Customs("merchandise", "return_to_sender", [new CustomsItem("Lamp", 2, 39.80m, "940520", "PL")]),
        WarehouseId = 88_001,
        NonMachinable = true,
        SaturdayDelivery = true,
        ContainsAlcohol = true,
        CustomField1 = "one",
        CustomField2 = "two",
        CustomField3 = "three",
        Source = "commercetools",
        BillToParty = new BillToParty("third_party", "A1B2", "97301", "US", "150759"),
        TagIds = [8362, 8324]
    };
}
