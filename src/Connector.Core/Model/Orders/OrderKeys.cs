using System.Security.Cryptography;
using System.Text;

namespace Connector.Core.Model.Orders;

/// <summary>The keys that tie one shop order to its shipping orders (docs/adr/0002).</summary>
public static class OrderKeys
{
    /// <summary>The shipping side takes 50 characters: 36 of the order id, a dash, and this.</summary>
    public const int MaxGroupKeyLength = 12;
    private const int OrderIdLength = 36;

    /// <summary>The location's key, or a stable 12-character hash of it where it is longer or has other characters than letters, digits, dash and underscore.</summary>
    public static string GroupKey(string locationKey)
    {
        if (locationKey.Length is > 0 and <= MaxGroupKeyLength && locationKey.All(IsPlain)) return locationKey;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(locationKey));
        return Convert.ToHexStringLower(hash)[..MaxGroupKeyLength];
    }

    /// <summary>Deterministic: the same order and group always give the same key, so a retry can never make a second shipping order.</summary>
    public static string OrderKey(string orderId, string groupKey) => $"{orderId}-{groupKey}";

    /// <summary>Whether a line's key on the shipping side is of this line of the shop: its id, or one of several entries that were made of it.</summary>
    internal static bool IsOfLine(string key, string lineId) => key == lineId || key.StartsWith(lineId + "-", StringComparison.Ordinal);

    /// <summary>Reads the shop order off a key of ours. False for keys that other systems or people made.</summary>
    public static bool TryParse(string? orderKey, out string orderId, out string groupKey)
    {
        orderId = groupKey = "";
        if (orderKey is null || orderKey.Length < OrderIdLength + 2 || orderKey[OrderIdLength] != '-') return false;
        if (!Guid.TryParseExact(orderKey[..OrderIdLength], "D", out _)) return false;
        orderId = orderKey[..OrderIdLength];
        groupKey = orderKey[(OrderIdLength + 1)..];
        return groupKey.Length <= MaxGroupKeyLength && groupKey.All(IsPlain);
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
