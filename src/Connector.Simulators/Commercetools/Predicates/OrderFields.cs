namespace Connector.Simulators.Commercetools.Predicates;

/// <summary>The members of an order that predicates can name.</summary>
internal static class OrderFields
{
    private static readonly FieldMap Reference = new FieldMap().Text("typeId", "id", "key");
    private static readonly FieldMap Money = new FieldMap().Text("type", "currencyCode").Number("centAmount", "fractionDigits", "preciseAmount");
    private static readonly FieldMap Custom = new FieldMap().Object(Reference, "type").Any("fields");
    private static readonly FieldMap Taxed = new FieldMap().Object(Money, "totalNet", "totalGross", "totalTax")
        .Object(new FieldMap().Text("name").Number("rate").Object(Money, "amount"), "taxPortions");

    private static readonly FieldMap TaxRate = new FieldMap().Text("id", "key", "name", "country", "state").Number("amount").Flag("includedInPrice").Any("subRates");
    private static readonly FieldMap Discounts = new FieldMap().Object(Reference, "discount").Object(Money, "discountedAmount");
    private static readonly FieldMap DiscountedPrice = new FieldMap().Object(Money, "value").Object(Discounts, "includedDiscounts");
    private static readonly FieldMap Portions = new FieldMap().Number("quantity").Object(DiscountedPrice, "discountedPrice");
    private static readonly FieldMap States = new FieldMap().Number("quantity").Object(Reference, "state");
    private static readonly FieldMap Targets = new FieldMap().Flag("valid")
        .Object(new FieldMap().Text("addressKey", "shippingMethodKey").Number("quantity"), "targets");

    private static readonly FieldMap By = new FieldMap().Text("clientId", "externalUserId", "anonymousId").Flag("isPlatformClient")
        .Object(Reference, "customer").Any("associate", "attributedTo");

    private static readonly FieldMap Address = new FieldMap().Text("id", "key", "title", "salutation", "firstName", "lastName", "streetName", "streetNumber",
        "additionalStreetInfo", "postalCode", "city", "region", "state", "country", "company", "department", "building", "apartment", "pOBox", "phone",
        "mobile", "email", "fax", "additionalAddressInfo", "externalId").Object(Custom, "custom");

    private static readonly FieldMap Items = new FieldMap().Text("id").Number("quantity");
    private static readonly FieldMap Parcel = new FieldMap().Text("id", "key").Instant("createdAt").Object(Items, "items").Object(Custom, "custom")
        .Object(new FieldMap().Number("heightInMillimeter", "lengthInMillimeter", "widthInMillimeter", "weightInGram"), "measurements")
        .Object(new FieldMap().Text("trackingId", "carrier", "provider", "providerTransaction").Flag("isReturn"), "trackingData");

    private static readonly FieldMap Delivery = new FieldMap().Text("id", "key").Instant("createdAt").Object(Items, "items").Object(Parcel, "parcels")
        .Object(Address, "address").Object(Custom, "custom");

    private static readonly FieldMap ShippingInfo = new FieldMap().Text("shippingMethodName", "shippingMethodState").Object(Money, "price")
        .Object(Taxed, "taxedPrice").Object(TaxRate, "taxRate").Object(Reference, "taxCategory", "shippingMethod").Object(Delivery, "deliveries")
        .Object(DiscountedPrice, "discountedPrice").Any("shippingRate").Object(new FieldMap().Instant("from", "until"), "estimatedDelivery");

    private static readonly FieldMap Shipping = new FieldMap().Text("shippingKey").Object(ShippingInfo, "shippingInfo").Object(Address, "shippingAddress")
        .Any("shippingRateInput").Object(Custom, "shippingCustomFields");

    private static readonly FieldMap Line = new FieldMap().Text("id", "key", "productId", "productKey", "priceMode", "lineItemMode", "inventoryMode")
        .Number("quantity").Instant("addedAt", "lastModifiedAt").Any("name", "productSlug", "variant", "price", "reservation", "recurrenceInfo", "perMethodTaxRate",
            "taxedPricePortions")
        .Object(Reference, "productType", "supplyChannel", "distributionChannel").Object(Money, "totalPrice").Object(Portions, "discountedPricePerQuantity")
        .Object(Taxed, "taxedPrice").Object(TaxRate, "taxRate").Object(States, "state").Object(Targets, "shippingDetails").Object(Custom, "custom");

    private static readonly FieldMap CustomLine = new FieldMap().Text("id", "key", "slug", "priceMode").Number("quantity").Any("name", "perMethodTaxRate",
            "taxedPricePortions")
        .Object(Money, "money", "totalPrice").Object(Taxed, "taxedPrice").Object(TaxRate, "taxRate").Object(Reference, "taxCategory")
        .Object(Portions, "discountedPricePerQuantity").Object(States, "state").Object(Targets, "shippingDetails").Object(Custom, "custom");

    private static readonly FieldMap ReturnItem = new FieldMap().Text("id", "key", "type", "lineItemId", "customLineItemId", "comment", "shipmentState",
        "paymentState").Number("quantity").Instant("createdAt", "lastModifiedAt").Object(Custom, "custom");

    public static FieldMap All { get; } = new FieldMap()
        .Text("id", "orderNumber", "purchaseOrderNumber", "customerId", "anonymousId", "customerEmail", "taxMode", "taxRoundingMode", "priceRoundingMode",
            "taxCalculationMode", "inventoryMode", "shippingMode", "shippingKey", "country", "locale", "origin", "orderState", "shipmentState", "paymentState")
        .Number("version", "lastMessageSequenceNumber").Instant("createdAt", "lastModifiedAt", "completedAt")
        .Object(By, "createdBy", "lastModifiedBy").Object(Reference, "customerGroup", "businessUnit", "store", "cart", "quote", "recurringOrder", "state")
        .Object(Line, "lineItems").Object(CustomLine, "customLineItems").Object(Money, "totalPrice").Object(Taxed, "taxedPrice", "taxedShippingPrice")
        .Object(new FieldMap().Object(Money, "discountedAmount", "discountedNetAmount", "discountedGrossAmount").Object(Discounts, "includedDiscounts"),
            "discountOnTotalPrice")
        .Object(new FieldMap().Object(Reference, "discountCode").Text("state"), "discountCodes").Any("directDiscounts", "refusedGifts", "shippingRateInput")
        .Object(Address, "shippingAddress", "billingAddress", "itemShippingAddresses").Object(ShippingInfo, "shippingInfo").Object(Shipping, "shipping")
        .Object(Custom, "shippingCustomFields", "custom").Object(new FieldMap().Object(Reference, "payments"), "paymentInfo")
        .Object(new FieldMap().Object(Reference, "channel").Text("externalId").Instant("syncedAt"), "syncInfo")
        .Object(new FieldMap().Object(ReturnItem, "items").Text("returnTrackingId").Instant("returnDate"), "returnInfo");
}
