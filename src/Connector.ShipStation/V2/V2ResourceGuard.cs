using System.Text.RegularExpressions;
using Connector.Core.Ports;
using Connector.ShipStation.V2.Mapping;

namespace Connector.ShipStation.V2;

/// <summary>
/// Holds the address in a signed notification against the few forms that V2 uses, as text. Nothing of it is ever fetched: of an accepted one only the subject and, for
/// a parcel, the number of its label are used.
/// </summary>
internal sealed partial class V2ResourceGuard(string baseAddress)
{
    /// <summary>The longest form documented has some 150.</summary>
    private const int MaxLength = 500;

    private readonly string _ownOrigin = new Uri(baseAddress).GetLeftPart(UriPartial.Authority);

    /// <summary>Null for an address of any other form.</summary>
    public NotificationPointer? PointerOf(string? resourceUrl)
    {
        if (string.IsNullOrEmpty(resourceUrl) || resourceUrl.Length > MaxLength) return null;
        if (!resourceUrl.All(static c => c is > ' ' and < '\x7f' and not ('\\' or '#' or '@' or '%'))) return null;
        if (AfterOrigin(resourceUrl) is not { } rest) return null;
        var mark = rest.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? rest : rest[..mark];
        if (Track().Match(path) is { Success: true } track)
            return V2Ids.TryRead(track.Groups["id"].ValueSpan, out var id) ? new NotificationPointer(NotificationSubject.Parcel, id) : new NotificationPointer(NotificationSubject.NothingOfOurs);
        return path switch
        {
            "/v2/labels" => new NotificationPointer(NotificationSubject.Labels),
            "/v2/fulfillments" => new NotificationPointer(NotificationSubject.Fulfillments),
            "/v2/shipments" => new NotificationPointer(NotificationSubject.NothingOfOurs),
            _ when Batch().IsMatch(path) => new NotificationPointer(NotificationSubject.Labels),
            _ => null
        };
    }

    private string? AfterOrigin(string text)
    {
        var vendor = VendorOrigin().Match(text);
        if (vendor.Success) return text[vendor.Length..];
        // The slash must follow at once, or another host could begin with ours.
        return text.StartsWith(_ownOrigin, StringComparison.OrdinalIgnoreCase) && text.Length > _ownOrigin.Length && text[_ownOrigin.Length] == '/'
            ? text[_ownOrigin.Length..]
            : null;
    }

    [GeneratedRegex(@"\Ahttps://api\.shipstation\.com(?::443)?(?=/)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex VendorOrigin();

    [GeneratedRegex(@"\A/v2/labels/(?<id>se(?:-[a-z0-9]{1,22})+)/track\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Track();

    [GeneratedRegex(@"\A/v2/batches/se(?:-[a-z0-9]{1,22})+\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Batch();
}
