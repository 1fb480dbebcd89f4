namespace Connector.Local.Demo;

/// <summary>The rules of the labels in the demo.</summary>
internal static class LabelDemoRules
{
    /// <summary>The shipping method whose service costs more than one label may.</summary>
    public const string Dear = "Overnight";
    private const int CutOffHour = 16;

    private static readonly Dictionary<string, string?> s_common = new(StringComparer.Ordinal)
    {
        ["Locations:0:Key"] = "main", ["Locations:0:StoreId"] = "410001", ["Locations:0:WarehouseId"] = "88001",
        ["Services:Rules:0:Methods:0"] = Dear, ["Services:Rules:0:Carrier"] = "stamps_com", ["Services:Rules:0:Service"] = "usps_priority_mail_express", ["Services:Rules:0:Package"] = "package",
        ["Services:Rules:1:Methods:0"] = "*", ["Services:Rules:1:Carrier"] = "stamps_com", ["Services:Rules:1:Service"] = "usps_ground_advantage", ["Services:Rules:1:Package"] = "package",
        ["Mapping:Package:Weight:Constant"] = "16", ["Mapping:Package:Weight:Unit"] = "oz", ["Mapping:Package:Length:Constant"] = "9", ["Mapping:Package:Length:Unit"] = "in",
        ["Mapping:Package:Width:Constant"] = "6", ["Mapping:Package:Width:Unit"] = "in", ["Mapping:Package:Height:Constant"] = "4", ["Mapping:Package:Height:Unit"] = "in",
        ["Mapping:Customs:ShipFromCountry"] = "US", ["Mapping:Customs:ShipFromPostalCode"] = "78703",
        ["Labels:Currency"] = "USD", ["Labels:Readiness:Address"] = "NotFailed", ["Labels:Times:OpenDaily"] = "true",
        // Whether an address is residential ShipStation finds out after the first quote, and quotes more.
        ["Labels:Guards:MaxRateChangePercent"] = "25", ["Labels:Guards:MaxPrice"] = "20", ["Labels:Guards:Caps:0:Per"] = "Day", ["Labels:Guards:Caps:0:Money"] = "200"
    };

    public static IReadOnlyDictionary<string, string?> Propose { get; } = new Dictionary<string, string?>(s_common, StringComparer.Ordinal) { ["Labels:Mode"] = "Propose" };

    public static IReadOnlyDictionary<string, string?> Buy { get; } = new Dictionary<string, string?>(s_common, StringComparer.Ordinal)
    {
        ["Labels:Mode"] = "Buy", ["Labels:Times:When"] = "AtCutOffs", ["Labels:Times:CutOffs:0"] = FormattableString.Invariant($"0 {CutOffHour} * * *")
    };

    /// <summary>What the demo lets pass until it ends: it waits for a cut-off.</summary>
    public static TimeSpan LongestDemo { get; } = TimeSpan.FromHours(26);

    /// <summary>How far it is to half an hour before the next cut-off.</summary>
    public static TimeSpan BeforeCutOff(DateTimeOffset now)
    {
        var start = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(CutOffHour).AddMinutes(-30);
        return (start > now ? start : start.AddDays(1)) - now;
    }
}
