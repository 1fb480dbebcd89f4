namespace Connector.Operations.Api;

/// <summary>The addresses that ShipStation may be told to call.</summary>
internal static class ShipStationWebhookEndpoint
{
    private const string DefaultAccount = "default";
    private const string Base = "/api/webhooks/shipstation";

    /// <summary>
    /// POST .../{secret} and .../?secret= for the account "default"; .../{account}/{secret} and .../{account}?secret= for any. 200 once queued; 400 unreadable,
    /// 404 stranger, 413 too large, 503 when it could not be queued (so that it may come again; the polls find it anyway).
    /// </summary>
    public static IEndpointRouteBuilder MapShipStationWebhook(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Base, (HttpContext http, WebhookReceiver receiver) => receiver.TakeAsync(http, DefaultAccount, QuerySecret(http)));
        routes.MapPost(Base + "/{word}", (HttpContext http, string word, WebhookReceiver receiver) =>
            QuerySecret(http) is { } secret ? receiver.TakeAsync(http, word, secret) : receiver.TakeAsync(http, DefaultAccount, word));
        routes.MapPost(Base + "/{account}/{secret}", (HttpContext http, string account, string secret, WebhookReceiver receiver) => receiver.TakeAsync(http, account, secret));
        return routes;
    }

    private static string? QuerySecret(HttpContext http) => http.Request.Query["secret"].ToString() is { Length: > 0 } secret ? secret : null;
}
