using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Operations.Api;

/// <summary>
/// The operations API for a host that routes by itself and lets in only whom it knows. The same responses as those of <see cref="OperationsEndpoints"/>, with
/// the same headers; a store that cannot be read gives 503.
/// </summary>
public sealed class OperationsApi(
    OrderTraces traces, OverrideDesk overrides, IJournal journal, FlowDesk flows, FlowRewind rewind, HealthReader health, TimeProvider clock, ILogger<OperationsApi> log)
{
    /// <param name="number">Order number, shipping number, id or tracking number.</param>
    public Task<IResult> TraceAsync(HttpRequest request, string number) => ResponseAsync(request, stop => TraceEndpoint.GetAsync(number, traces, overrides, clock, stop));
    public Task<IResult> RunsAsync(HttpRequest request) => ResponseAsync(request, stop => OperationsEndpoints.RunsAsync(request, journal, stop));
    public Task<IResult> ReconciliationAsync(HttpRequest request) => ResponseAsync(request, stop => OperationsEndpoints.ReconciliationAsync(journal, stop));
    public Task<IResult> HealthAsync(HttpRequest request) => ResponseAsync(request, stop => OperationsEndpoints.HealthAsync(health, request.HttpContext.RequestServices?.GetService<RulesStatus>(), stop));

    /// <param name="name">Of the flow: a queue's name.</param>
    public Task<IResult> ResumeAsync(HttpRequest request, string name) => ResponseAsync(request, stop => FlowEndpoints.ResumeAsync(request, name, flows, stop));

    /// <param name="name">Of the flow, also of one account of it.</param>
    public Task<IResult> PauseAsync(HttpRequest request, string name) => ResponseAsync(request, stop => FlowEndpoints.PauseAsync(request, name, flows, stop));

    /// <param name="name">Of the flow: orders, shipments or labels.</param>
    public Task<IResult> DrainAsync(HttpRequest request, string name) => ResponseAsync(request, stop => FlowEndpoints.DrainAsync(request, name, flows, stop));

    /// <param name="name">Of the flow: orders or shipments, also of one account.</param>
    public Task<IResult> RewindAsync(HttpRequest request, string name) => ResponseAsync(request, stop => FlowEndpoints.RewindAsync(request, name, rewind, clock, stop));

    public static IResult NoDoctor(HttpRequest request)
    {
        ResponseHeaders.Set(request.HttpContext.Response);
        return Problems.Create(StatusCodes.Status404NotFound, "This host makes no checks of both accounts. See /api/health, or run connector doctor with the same settings.");
    }

    private Task<IResult> ResponseAsync(HttpRequest request, Func<CancellationToken, Task<IResult>> response) => SafeResponse.CreateAsync(request, log, response);
}
