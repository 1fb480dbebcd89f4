using Connector.Operations.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>The operations API, for people and monitors that hold a function key. The same routes as the local host has.</summary>
public sealed class Operations(OperationsApi api, OrdersApi orders, PrivacyApi privacy)
{
    [Function("Orders")]
    public Task<IResult> OrdersAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/orders")] HttpRequest request) => orders.ListAsync(request);

    [Function("Trace")]
    public Task<IResult> TraceAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/orders/{number}/trace")] HttpRequest request, string number) =>
        api.TraceAsync(request, number);

    [Function("Evidence")]
    public Task<IResult> EvidenceAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/orders/{number}/evidence")] HttpRequest request, string number) =>
        privacy.EvidenceAsync(request, number);

    [Function("EraseCustomer")]
    public Task<IResult> EraseAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/erase")] HttpRequest request) => privacy.EraseAsync(request);

    [Function("Runs")]
    public Task<IResult> RunsAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/runs")] HttpRequest request) => api.RunsAsync(request);

    [Function("Reconciliation")]
    public Task<IResult> ReconciliationAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/reconciliation")] HttpRequest request) =>
        api.ReconciliationAsync(request);

    [Function("Health")]
    public Task<IResult> HealthAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/health")] HttpRequest request) => api.HealthAsync(request);

    [Function("ResumeFlow")]
    public Task<IResult> ResumeAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/flows/{name}/resume")] HttpRequest request, string name) =>
        api.ResumeAsync(request, name);

    [Function("PauseFlow")]
    public Task<IResult> PauseAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/flows/{name}/pause")] HttpRequest request, string name) =>
        api.PauseAsync(request, name);

    /// <summary>Anyone may load the page: it holds no data, and what it asks for needs the key that its reader enters.</summary>
    [Function("OpsPage")]
    public static IResult Page([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ops/{file?}")] HttpRequest request, string? file) => OperationsApi.PageFile(request, file);
}
