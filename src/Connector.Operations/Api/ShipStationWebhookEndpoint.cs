namespace Connector.Operations.Api;

/// <summary>The addresses that ShipStation can call.</summary>
internal static class ShipStationWebhookEndpoint
{
    private const string DefaultAccount = "default";
    private const string Base = "/api/webhooks/shipstation";

    /// <summary>
    /// POST .../{secret} and .../?secret= for the account "default"; .../{account}/{secret} and .../{account}?secret= for any. 200 once queued; 400 unreadable,
    /// 404 unknown sender, 413 too large, 503 when it could not be queued (so that it may come again; the polls find it anyway). A delivery that says it is signed may
    /// come at each of these and at .../ and .../{account} without a secret; 400 also when its time is too far off, 401 forged, 503 also when the keys are not available.
    /// </summary>
    public static IEndpointRouteBuilder MapShipStationWebhook(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Base, (HttpContext http, WebhookReceiver receiver, SignedWebhookReceiver signed) => TakeAsync(http, receiver, signed, null, null));
        routes.MapPost(Base + "/{first}", (HttpContext http, string first, WebhookReceiver receiver, SignedWebhookReceiver signed) =>
            TakeAsync(http, receiver, signed, first, null));
        routes.MapPost(Base + "/{first}/{second}", (HttpContext http, string first, string second, WebhookReceiver receiver, SignedWebhookReceiver signed) =>
            TakeAsync(http, receiver, signed, first, second));
        return routes;
    }

    /// <param name="first">The secret; or the account, where a secret follows or is in the query, or where the delivery is signed.</param>
    public static Task<IResult> TakeAsync(HttpContext http, WebhookReceiver receiver, SignedWebhookReceiver signed, string? first, string? second)
    {
        RequestTelemetry.HideAddress();
        var inQuery = QuerySecret(http);
        if (signed.IsClaimed(http))
        {
            return string.IsNullOrEmpty(first) ? signed.TakeAsync(http, DefaultAccount, inQuery)
                : string.IsNullOrEmpty(second) ? signed.TakeAsync(http, signed.AccountOf(first, DefaultAccount), inQuery)
                : signed.TakeAsync(http, first, second);
        }
        return (first, second, inQuery) switch
        {
            (null or "", _, _) => receiver.TakeAsync(http, DefaultAccount, inQuery),
            (_, null or "", { } secret) => receiver.TakeAsync(http, first, secret),
            (_, null or "", null) => receiver.TakeAsync(http, DefaultAccount, first),
            _ => receiver.TakeAsync(http, first, second)
        };
    }

    private static string? QuerySecret(HttpContext http) => http.Request.Query["secret"].ToString() is { Length: > 0 } secret ? secret : null;
}
