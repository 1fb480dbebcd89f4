namespace Connector.Simulators.Commercetools.Seeds;

/// <summary>What is special about a seeded order.</summary>
public enum OrderVariety
{
    Ordinary,
    Guest, Company, PostOfficeBox, Diacritics, LongAddress,
    Canada, Britain, Germany, Japan, Kuwait,
    ProductDiscount, CartDiscountSplit, DiscountOnTotal, GiftWrap, Coupon, GiftLine, HighPrecisionPrice, Untaxed,
    TwoWarehouses, NoWarehouse, MissingWeight, NoSku,
    MerchantFields, Digital, PaymentPending, BalanceDue, NoPaymentState, Cancelled, Complete, NoOrderNumber,
    Express, Economy, UnmappedMethod, SeveralShippings, NoLines, UnknownState, PartlyRefunded,
}

/// <summary>Which orders a seed makes.</summary>
public enum OrderMix
{
    /// <summary>Every <see cref="OrderVariety"/> at least once where there is room (some 40 orders); beyond that mostly ordinary ones.</summary>
    Varied,

    /// <summary>All paid, complete and shippable from the one warehouse "east"; still of several countries, prices, discounts and addresses.</summary>
    Plain,
}
