using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;

namespace Connector.ShipStation.Mapping;

/// <summary>What would be damaged in silence or spoil a whole call is refused before anything is sent.</summary>
internal static class UpsertGuard
{
    /// <summary>ShipStation cuts a longer number without a word.</summary>
    private const int MaxLength = 50;

    /// <summary>Null when the order may go; else a code of <see cref="ErrorCodes"/> and the field.</summary>
    public static string? Refusal(ShippingOrder order)
    {
        if (Length("orderKey", order.OrderKey) is { } key) return key;
        if (Length("orderNumber", order.OrderNumber) is { } number) return number;
        return Words.WritableStatus(order.Status) is null ? $"{ErrorCodes.FieldInvalid}: orderStatus {order.Status} cannot be set from outside." : null;
    }

    /// <summary>Whether words name it as a whole: a number inside another number names nothing.</summary>
    public static bool Names(string words, string name)
    {
        for (var at = words.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0 && name.Length > 0; at = words.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
            if ((at == 0 || !IsPart(words[at - 1])) && (at + name.Length == words.Length || !IsPart(words[at + name.Length]))) return true;
        return false;

        static bool IsPart(char letter) => char.IsLetterOrDigit(letter) || letter is '-' or '_';
    }

    private static string? Length(string field, string value) => value.Length switch
    {
        0 => $"{ErrorCodes.FieldInvalid}: {field} is empty.",
        > MaxLength => $"{ErrorCodes.FieldTooLong}: {field} has {value.Length} characters, {MaxLength} are possible.",
        _ => null
    };
}
