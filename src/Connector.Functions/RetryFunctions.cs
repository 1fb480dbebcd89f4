using Connector.Operations.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>Retrying many errors, and what that would send, for people that hold a function key. The same routes as the local host has.</summary>
public sealed class RetryFunctions(RetriesApi retries, OrderPreviewApi preview, PlanApi plan)
{
    [Function("Retries")]
    public Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/retries")] HttpRequest request) => retries.ListAsync(request);

    [Function("StartRetry")]
    public Task<IResult> StartAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/retries")] HttpRequest request) => retries.StartAsync(request);

    [Function("Retry")]
    public Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/retries/{id}")] HttpRequest request, string id) => retries.GetAsync(request, id);

    [Function("CancelRetry")]
    public Task<IResult> CancelAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/retries/{id}/cancel")] HttpRequest request, string id) => retries.CancelAsync(request, id);

    [Function("OrderPreview")]
    public Task<IResult> OrderAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/orders/{number}/preview")] HttpRequest request, string number) => preview.OrderAsync(request, number);

    [Function("Plan")]
    public Task<IResult> PlanAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/plan")] HttpRequest request) => plan.ReadAsync(request);

    [Function("ErrorPreview")]
    public Task<IResult> ErrorAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/errors/{id}/preview")] HttpRequest request, string id) => preview.ErrorAsync(request, id);
}
