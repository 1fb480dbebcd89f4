namespace Connector.Operations.Api;

/// <summary>The webhook endpoint for a host that routes by itself.</summary>
public sealed class WebhookApi(WebhookReceiver webhooks, SignedWebhookReceiver signed)
{
    /// <summary>A webhook notification of ShipStation: .../{secret}, .../{account}/{secret}, or with ?secret=.</summary>
    public Task<IResult> TakeAsync(HttpRequest request, string? first, string? second) =>
        ShipStationWebhookEndpoint.TakeAsync(request.HttpContext, webhooks, signed, first, second);
}
