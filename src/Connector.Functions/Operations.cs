using Connector.Operations.Access;
using Connector.Operations.Api;
using Connector.Operations.Description;
using Connector.Operations.Page;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>The operations API, for people and monitors that hold a function key. The same routes as the local host has.</summary>
public sealed class Operations(OperationsApi api, OrdersApi orders, PrivacyApi privacy, SignInApi signIn, ReconciliationApi reconciliation, DescriptionApi description, CallsApi calls, OpsSite page)
{
    [Function("Orders")]
    public Task<IResult> OrdersAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/orders")] HttpRequest request) => orders.ListAsync(request);

    [Function("Description")]
    public Task<IResult> DescriptionAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/openapi.json")] HttpRequest request) => description.ReadAsync(request);

    [Function("Session")]
    public Task<IResult> SessionAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/session")] HttpRequest request) => signIn.SessionAsync(request);

    [Function("SignInForm")]
    public IResult SignInForm([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ops/sign-in")] HttpRequest request) => signIn.Form(request.HttpContext);

    [Function("SignIn")]
    public Task<IResult> SignInAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "ops/sign-in")] HttpRequest request) => signIn.SignInAsync(request.HttpContext);

    [Function("SignOut")]
    public Task<IResult> SignOutAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "ops/sign-out")] HttpRequest request) => signIn.SignOutAsync(request.HttpContext);

    [Function("SignInStyle")]
    public IResult SignInStyle([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ops/sign-in.css")] HttpRequest request) => signIn.Style(request.HttpContext);

    [Function("Trace")]
    public Task<IResult> TraceAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/orders/{number}/trace")] HttpRequest request, string number) =>
        api.TraceAsync(request, number);

    [Function("Evidence")]
    public Task<IResult> EvidenceAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/orders/{number}/evidence")] HttpRequest request, string number) =>
        privacy.EvidenceAsync(request, number);

    [Function("EraseCustomer")]
    public Task<IResult> EraseAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/erase")] HttpRequest request) => privacy.EraseAsync(request);

    [Function("Calls")]
    public Task<IResult> CallsAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/calls")] HttpRequest request) => calls.ListAsync(request);

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

    [Function("DrainFlow")]
    public Task<IResult> DrainAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/flows/{name}/drain")] HttpRequest request, string name) => api.DrainAsync(request, name);

    [Function("RewindFlow")]
    public Task<IResult> RewindAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/flows/{name}/rewind")] HttpRequest request, string name) => api.RewindAsync(request, name);

    [Function("RunReconciliation")]
    public Task<IResult> CompareAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/reconciliation")] HttpRequest request) => reconciliation.RunAsync(request);

    /// <summary>The checks of both accounts are part of the program on one machine; the command line then shows what health says.</summary>
    [Function("Doctor")]
    public static IResult Doctor([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/doctor")] HttpRequest request) => OperationsApi.NoDoctor(request);

    /// <summary>The platform lets everyone through to the page, because links and forms carry no key: the page itself lets in only who signed in.</summary>
    [Function("OpsPage")]
    public Task<IResult> PageAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "ops/{*path}")] HttpRequest request, string? path) =>
        HttpMethods.IsPost(request.Method) ? page.PostAsync(request, path) : page.GetAsync(request, path);
}
