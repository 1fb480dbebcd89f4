namespace Connector.Core.Rules.Mapping.Places;

/// <summary>Where the house number is written, by country.</summary>
internal static class StreetOrder
{
    /// <summary>Before the street; all others write it behind.</summary>
    public static readonly string[] NumberFirst =
    [
        "US", "PR", "GU", "VI", "AS", "MP", "UM", "FM", "MH", "PW", "CA", "GB", "GG", "JE", "IM", "IE", "AU", "NZ", "ZA", "IN", "SG", "HK", "MY", "PH", "LK", "PK",
        "TH", "BD", "FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "PF", "NC", "WF", "MC", "LU", "IL", "MT", "JM", "TT", "NG", "KE", "GH"
    ];

    /// <summary>Behind the street and a comma.</summary>
    public static readonly string[] Comma = ["BR", "KZ"];
}
