using Connector.ShipStation.Wire;
using Microsoft.Extensions.Options;

namespace Connector.ShipStation;

/// <summary>
/// The subscriptions that the connector wants in each account: labels and fulfillments by V1, parcels by V2 where the account has a key for it. Those of others are
/// never touched.
/// </summary>
public sealed class WebhookSubscriptions(ShipStationAccounts accounts, IOptionsMonitor<ShipStationOptions> options)
{
    private const string Path = "/api/webhooks/shipstation";
    private const string FriendlyName = "commercetools connector";

    /// <summary>Empty while the account's settings name no address, or neither a secret nor a V2 key.</summary>
    public IReadOnlyList<WantedWebhook> Wanted(string account)
    {
        var settings = options.Get(account);
        if (settings.WebhookBaseAddress?.TrimEnd('/') is not { } host) return [];
        var secret = settings.WebhookSecret;
        var wanted = new List<WantedWebhook>();
        // With items, because its address already asks for them.
        if (secret is not null) wanted.Add(new WantedWebhook("ITEM_SHIP_NOTIFY", Signed: false) { Urls = Addresses(host, account, secret) });
        if (secret is not null) wanted.Add(new WantedWebhook("FULFILLMENT_SHIPPED", Signed: false) { Urls = Addresses(host, account, secret) });
        if (settings.V2ApiKey is not null) wanted.Add(new WantedWebhook("track_event_v2", Signed: true) { Urls = Addresses(host, account, secret) });
        return wanted;
    }

    /// <summary>Which of the wanted ones are there. One call for each API; throws <see cref="ShipStationException"/>.</summary>
    public async Task<IReadOnlyList<(WantedWebhook Hook, WebhookStatus Existing)>> LookAsync(string account, CancellationToken cancellationToken)
    {
        var wanted = Wanted(account);
        var directory = accounts.Directory(account);
        var plain = wanted.Any(w => !w.Signed) ? await directory.ListWebhooksAsync(cancellationToken) : [];
        var signed = wanted.Any(w => w.Signed) ? await directory.ListSignedWebhooksAsync(cancellationToken) : [];
        return [.. wanted.Select(w => (w, w.Signed ? StatusOf(w, signed) : StatusOf(w, plain)))];
    }

    /// <summary>Makes one that <see cref="LookAsync"/> did not find; look again to be sure, because ShipStation's response is not dependable.</summary>
    public Task SubscribeAsync(string account, WantedWebhook hook, CancellationToken cancellationToken) => hook.Signed
        ? accounts.Directory(account).SubscribeSignedAsync(hook.Urls[0], hook.Event, FriendlyName, cancellationToken)
        : accounts.Directory(account).SubscribeAsync(hook.Urls[0], hook.Event, storeId: null, FriendlyName, cancellationToken);

    /// <summary>The first is what we subscribe; the others lead to the same account and count as well.</summary>
    private static string[] Addresses(string host, string account, string? secret)
    {
        if (secret is null) return [$"{host}{Path}/{account}", .. account == ShipStationOptions.DefaultAccount ? (string[])[host + Path] : []];
        var token = Uri.EscapeDataString(secret);
        return [$"{host}{Path}/{account}/{token}", .. account == ShipStationOptions.DefaultAccount ? (string[])[$"{host}{Path}/{token}"] : []];
    }

    private static WebhookStatus StatusOf(WantedWebhook wanted, IReadOnlyList<WebhookEntry> hooks)
    {
        var ours = hooks.Where(h => h.StoreId is null && wanted.Urls.Contains(h.Url, StringComparer.Ordinal) && IsFor(wanted, h.HookType)).ToList();
        return ours.Count == 0 ? WebhookStatus.Missing : ours.TrueForAll(h => h.Active == false) ? WebhookStatus.Off : WebhookStatus.There;
    }

    private static WebhookStatus StatusOf(WantedWebhook wanted, IReadOnlyList<(string Event, string Url)> hooks) =>
        hooks.Any(h => wanted.Urls.Contains(h.Url, StringComparer.Ordinal) && h.Event == wanted.Event) ? WebhookStatus.There : WebhookStatus.Missing;

    /// <summary>Without items the notification shows the same labels.</summary>
    private static bool IsFor(WantedWebhook wanted, string? hookType) => hookType == wanted.Event || "ITEM_" + hookType == wanted.Event;
}

/// <param name="Event">As ShipStation names it.</param>
/// <param name="Signed">Whether it is one of API V2.</param>
public sealed record WantedWebhook(string Event, bool Signed)
{
    /// <summary>Carries our secret: never to be logged or shown.</summary>
    internal IReadOnlyList<string> Urls { get; init; } = [];

    /// <summary>Never the addresses.</summary>
    public override string ToString() => Event;
}

/// <summary>Off: it is there, but people switched it off.</summary>
public enum WebhookStatus { There, Off, Missing }
