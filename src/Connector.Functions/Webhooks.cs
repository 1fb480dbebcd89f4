using Connector.Operations.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>What ShipStation calls. It can send no headers of ours, so the function key stands in the address (?code=), beside the webhook secret.</summary>
public sealed class Webhooks(OperationsApi api)
{
    [Function("ShipStationWebhook")]
    public Task<IResult> ShipStationAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/webhooks/shipstation/{first?}/{second?}")] HttpRequest request, string? first, string? second) =>
        api.WebhookAsync(request, first, second);
}
