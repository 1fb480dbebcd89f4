namespace Connector.Simulators.ShipStation.Account;

/// <summary>What the merchant has set up in the account: fixed.</summary>
internal static class AccountData
{
    public static readonly StoreData[] Stores =
    [
        new(410001, "Web Shop", Active: true),
        new(410002, "Trade Counter", Active: true),
        new(410009, "Old Catalogue", Active: false),
    ];

    public static readonly WarehouseData[] Warehouses =
    [
        new(88001, "Main Warehouse", IsDefault: true, new("Northfield Goods", "100 Depot Road", "Columbus", "OH", "43004", "US")),
        new(88002, "West Coast", IsDefault: false, new("Northfield Goods West", "25 Harbor Lane", "Oakland", "CA", "94607", "US")),
        new(88003, "Toronto", IsDefault: false, new("Northfield Goods Canada", "8 Foundry Street", "Toronto", "ON", "M5V 2T6", "CA")),
    ];

    public static readonly CarrierData[] Carriers =
    [
        new("stamps_com", "Stamps.com", 601101, Primary: true, RequiresFundedAccount: true, 250m, "USPS",
            [
                new("usps_first_class_mail", "USPS First Class Mail", Domestic: true),
                new("usps_ground_advantage", "USPS Ground Advantage", Domestic: true),
                new("usps_media_mail", "USPS Media Mail", Domestic: true),
                new("usps_parcel_select", "USPS Parcel Select Ground", Domestic: true),
                new("usps_priority_mail", "USPS Priority Mail", Domestic: true),
                new("usps_priority_mail_express", "USPS Priority Mail Express", Domestic: true),
                new("usps_first_class_mail_international", "USPS First Class Mail Intl", Domestic: false),
                new("usps_priority_mail_international", "USPS Priority Mail Intl", Domestic: false),
                new("usps_priority_mail_express_international", "USPS Priority Mail Express Intl", Domestic: false),
            ],
            ["package", "large_package", "thick_envelope", "letter", "large_envelope_or_flat", "flat_rate_envelope", "flat_rate_legal_envelope",
                "flat_rate_padded_envelope", "small_flat_rate_box", "medium_flat_rate_box", "large_flat_rate_box", "regional_rate_box_a", "regional_rate_box_b"]),
        new("fedex", "FedEx", 601102, Primary: false, RequiresFundedAccount: false, 0m, "FedEx",
            [
                new("fedex_ground", "FedEx Ground", Domestic: true),
                new("fedex_home_delivery", "FedEx Home Delivery", Domestic: true),
                new("fedex_2day", "FedEx 2Day", Domestic: true),
                new("fedex_2day_am", "FedEx 2Day A.M.", Domestic: true),
                new("fedex_express_saver", "FedEx Express Saver", Domestic: true),
                new("fedex_standard_overnight", "FedEx Standard Overnight", Domestic: true),
                new("fedex_priority_overnight", "FedEx Priority Overnight", Domestic: true),
                new("fedex_first_overnight", "FedEx First Overnight", Domestic: true),
                new("fedex_ground_international", "FedEx International Ground", Domestic: false),
                new("fedex_international_economy", "FedEx International Economy", Domestic: false),
                new("fedex_international_priority", "FedEx International Priority", Domestic: false),
                new("fedex_international_first", "FedEx International First", Domestic: false),
            ],
            ["package", "fedex_envelope", "fedex_pak", "fedex_small_box", "fedex_medium_box", "fedex_large_box", "fedex_tube"]),
        new("ups_walleted", "UPS by ShipStation", 601103, Primary: false, RequiresFundedAccount: true, 250m, "UPS",
            [
                new("ups_ground", "UPS Ground", Domestic: true),
                new("ups_ground_saver", "UPS Ground Saver", Domestic: true),
                new("ups_3_day_select", "UPS 3 Day Select", Domestic: true),
                new("ups_2nd_day_air", "UPS 2nd Day Air", Domestic: true),
                new("ups_next_day_air_saver", "UPS Next Day Air Saver", Domestic: true),
                new("ups_next_day_air", "UPS Next Day Air", Domestic: true),
                new("ups_standard_international", "UPS Standard", Domestic: false),
                new("ups_worldwide_saver", "UPS Worldwide Saver", Domestic: false),
                new("ups_worldwide_expedited", "UPS Worldwide Expedited", Domestic: false),
            ],
            ["package", "ups_letter", "ups_express_pak", "ups_small_express_box", "ups_large_express_box", "ups_tube"]),
        new("dhl_express_worldwide", "DHL Express", 601104, Primary: false, RequiresFundedAccount: false, 0m, "DHL",
            [
                new("dhl_express_worldwide", "DHL Express Worldwide", Domestic: false),
                new("dhl_express_envelope", "DHL Express Envelope", Domestic: false),
                new("dhl_express_1200", "DHL Express 12:00", Domestic: false),
            ],
            ["package", "dhl_flyer", "dhl_express_document"]),
    ];

    public static readonly TagData[] Tags =
    [
        new(5101, "Check address", "#CC0000"),
        new(5102, "Service not mapped", "#FF9900"),
        new(5103, "Weight missing", "#999900"),
        new(5104, "Rush", "#0066CC"),
        new(5105, "Gift", "#9900CC"),
    ];

    public static readonly UserData[] Users =
    [
        new("6f0c2f0e-3d4b-4a53-9a0b-0a3c6f6fd001", "packing", "Packing Desk"),
        new("6f0c2f0e-3d4b-4a53-9a0b-0a3c6f6fd002", "returns", "Returns Desk"),
    ];

    public static StoreData DefaultStore => Stores[0];

    public static CarrierData? Carrier(string? code) => Array.Find(Carriers, carrier => string.Equals(carrier.Code, code, StringComparison.Ordinal));
}

internal sealed record StoreData(long StoreId, string Name, bool Active)
{
    public string CompanyName { get; init; } = "";
    public string? Phone { get; init; }
    public string? PublicEmail { get; init; }
    public string? Website { get; init; }
    public bool AutoRefresh { get; init; }

    /// <summary>When somebody last asked for a refresh.</summary>
    public DateTime? RefreshedAt { get; init; }
}

internal sealed record WarehouseData(long WarehouseId, string Name, bool IsDefault, PlaceData Place);

internal sealed record PlaceData(string Name, string Street, string City, string State, string PostalCode, string Country);

/// <param name="DisplayName">How fulfillments write the carrier.</param>
internal sealed record CarrierData(
    string Code, string Name, long ProviderId, bool Primary, bool RequiresFundedAccount, decimal Balance, string DisplayName, ServiceData[] Services, string[] Packages)
{
    public string? Nickname { get; init; }

    public ServiceData? Service(string? code) => Array.Find(Services, service => string.Equals(service.Code, code, StringComparison.Ordinal));
}

/// <param name="Domestic">False for a service that goes abroad only.</param>
internal sealed record ServiceData(string Code, string Name, bool Domestic);

internal sealed record TagData(long TagId, string Name, string Color);

internal sealed record UserData(string UserId, string UserName, string Name);
