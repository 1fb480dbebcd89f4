namespace Connector.Operations.Api;

/// <summary>The addresses that ShipStation may be told to call.</summary>
internal static class ShipStationWebhookEndpoint
{
    private const string DefaultAccount = "default";
    private const string Base = "/api/webhooks/shipstation";

    /// <summary>
    /// POST .../{secret} and .../?secret= for the account "default"; .../{account}/{secret} and .../{account}?secret= for any. 200 once queued; 400 unreadable,
    /// 404 stranger, 413 too large, 503 when it could not be queued (so that it may come again; the polls find it anyway). A delivery that says it is signed may
    /// come at each of these and at .../ and .../{account} without a secret; 400 also when it is not of now, 401 forged, 503 also when the keys cannot be had.
    /// </summary>
    public static IEndpointRouteBuilder MapShipStationWebhook(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Base, (HttpContext http, WebhookReceiver receiver, SignedWebhookReceiver signed) =>
            signed.IsClaimed(http) ? signed.TakeAsync(http, DefaultAccount, QuerySecret(http)) : receiver.TakeAsync(http, DefaultAccount, QuerySecret(http)));
        routes.MapPost(Base + "/{word}", (HttpContext http, string word, WebhookReceiver receiver, SignedWebhookReceiver signed) =>
            signed.IsClaimed(http) ? signed.TakeAsync(http, signed.AccountOf(word, DefaultAccount), QuerySecret(http))
            : QuerySecret(http) is { } secret ? receiver.TakeAsync(http, word, secret)
            : receiver.TakeAsync(http, DefaultAccount, word));
        routes.MapPost(Base + "/{account}/{secret}", (HttpContext http, string account, string secret, WebhookReceiver receiver, SignedWebhookReceiver signed) =>
            signed.IsClaimed(http) ? signed.TakeAsync(http, account, secret) : receiver.TakeAsync(http, account, secret));
        return routes;
    }

    private static string? QuerySecret(HttpContext http) => http.Request.Query["secret"].ToString() is { Length: > 0 } secret ? secret : null;
}
