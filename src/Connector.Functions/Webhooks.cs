using Connector.Operations.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>
/// What ShipStation calls. It takes no key of the app, because whatever is in the address is known to ShipStation too, and a key opens the operations API. What lets a
/// notification in is the webhook's own secret or its signature; without a configured secret no address is right.
/// </summary>
public sealed class Webhooks(WebhookApi api)
{
    [Function("ShipStationWebhook")]
    public Task<IResult> ShipStationAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/shipstation/{first?}/{second?}")] HttpRequest request, string? first, string? second) =>
        api.TakeAsync(request, first, second);
}
