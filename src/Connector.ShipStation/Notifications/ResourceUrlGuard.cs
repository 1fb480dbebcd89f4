using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Connector.Http;

namespace Connector.ShipStation.Notifications;

/// <summary>
/// Decides whether the address in a notification may be read. Notifications are unsigned: an address that is followed blindly hands our key to whoever sent it. So the text
/// itself is held against the few forms that ShipStation uses, nothing is decoded or resolved first, and of what passes only path and query are used, on our
/// own base address.
/// </summary>
internal sealed partial class ResourceUrlGuard(string baseAddress)
{
    /// <summary>ShipStation documents 200.</summary>
    private const int MaxLength = 500;

    private static readonly Dictionary<string, NotificationTargetKind> Paths = new(StringComparer.OrdinalIgnoreCase)
    {
        ["/orders"] = NotificationTargetKind.Orders,
        ["/shipments"] = NotificationTargetKind.Shipments,
        ["/fulfillments"] = NotificationTargetKind.Fulfillments
    };

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "importBatch", "batchId", "storeId", "orderId", "orderNumber", "fulfillmentId", "trackingNumber", "orderStatus",
        "includeOrderItems", "includeShipmentItems", "createDateStart", "createDateEnd", "modifyDateStart", "modifyDateEnd",
        "shipDateStart", "shipDateEnd", "sortBy", "sortDir", "page", "pageSize"
    };

    /// <summary>One of these at least says what the notification is about; without one the address is a whole list.</summary>
    private static readonly HashSet<string> Selecting = new(StringComparer.OrdinalIgnoreCase) { "importBatch", "batchId", "orderId", "orderNumber", "fulfillmentId", "trackingNumber" };

    /// <summary>Ours to say, whatever the notification says.</summary>
    private static readonly HashSet<string> Replaced = new(StringComparer.OrdinalIgnoreCase) { "page", "pageSize", "includeShipmentItems" };

    private readonly string _ownOrigin = new Uri(baseAddress).GetLeftPart(UriPartial.Authority);

    /// <summary>True when the address may be read, as <paramref name="target"/>. Else <paramref name="reason"/> says why not, without repeating the address.</summary>
    public bool TryAccept([NotNullWhen(true)] string? resourceUrl, [NotNullWhen(true)] out NotificationTarget? target, out string reason)
    {
        target = null;
        reason = Refusal(resourceUrl, out var kind, out var query);
        if (reason.Length > 0) return false;
        var path = new QueryString(kind switch
        {
            NotificationTargetKind.Orders => "orders",
            NotificationTargetKind.Shipments => "shipments",
            _ => "fulfillments"
        });
        foreach (var (name, value) in query) path.Add(name, value);
        if (kind == NotificationTargetKind.Shipments) path.Add("includeShipmentItems", "true");
        target = new NotificationTarget(kind, path.ToString(), query.Exists(static pair => pair.Value.Length > 0 && Selecting.Contains(pair.Name)));
        return true;
    }

    private string Refusal(string? text, out NotificationTargetKind kind, out List<(string Name, string Value)> query)
    {
        kind = default;
        query = [];
        if (string.IsNullOrEmpty(text)) return "The notification has no address.";
        if (text.Length > MaxLength) return "The notification's address is too long.";
        if (!text.All(c => c is > ' ' and < '\x7f' and not ('\\' or '#' or '@')))
            return "The notification's address has characters that ShipStation's addresses never have.";

        var rest = AfterOrigin(text);
        if (rest is null) return "The notification's address is not on a host of ShipStation.";
        var mark = rest.IndexOf('?', StringComparison.Ordinal);
        if (!Paths.TryGetValue(mark < 0 ? rest : rest[..mark], out kind)) return "The notification's address has a path that no notification has.";
        return mark < 0 ? "" : QueryProblem(rest[(mark + 1)..], query);
    }

    /// <summary>Path and query, beginning with a slash, when the text begins with an allowed scheme and host; else null.</summary>
    private string? AfterOrigin(string text)
    {
        var vendor = VendorOrigin().Match(text);
        if (vendor.Success) return text[vendor.Length..];
        // The slash must follow at once, or another host could begin with ours.
        return text.StartsWith(_ownOrigin, StringComparison.OrdinalIgnoreCase) && text.Length > _ownOrigin.Length && text[_ownOrigin.Length] == '/'
            ? text[_ownOrigin.Length..]
            : null;
    }

    private static string QueryProblem(string text, List<(string Name, string Value)> query)
    {
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            if (!Names.TryGetValue(name, out _)) return "The notification's address has a parameter that no notification has.";
            if (query.Exists(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) return "The notification's address has a parameter twice.";
            var value = equals < 0 ? "" : Uri.UnescapeDataString(pair[(equals + 1)..].Replace('+', ' '));
            if (value.Any(char.IsControl)) return "The notification's address has control characters.";
            query.Add((name, value));
        }
        query.RemoveAll(pair => Replaced.Contains(pair.Name));
        return "";
    }

    // Digits are spelled out: \d would take those of every script. The slash belongs to the match so that nothing can be put between host and path.
    [GeneratedRegex(@"\Ahttps://ssapi[0-9]{0,4}\.shipstation\.com(?::443)?(?=/)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex VendorOrigin();
}

/// <param name="Path">Relative to our own base address, with its query; page and page size are still to be added.</param>
/// <param name="Selects">False when the address names a whole list.</param>
internal sealed record NotificationTarget(NotificationTargetKind Kind, string Path, bool Selects);

internal enum NotificationTargetKind { Orders, Shipments, Fulfillments }
