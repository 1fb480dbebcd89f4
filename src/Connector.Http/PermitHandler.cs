using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Http;

/// <summary>
/// Lets an attempt pass when there is a turn (requests under way in this process) and a permit (the account's rate budget, shared by all processes), and reports to
/// the budget what the response says about the window. Without a permit nothing is sent and nobody waits.
/// </summary>
/// <param name="turns">Null where any number may be under way.</param>
public sealed class PermitHandler(TimeProvider clock, IRateBudget? budget, SemaphoreSlim? turns = null) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (ApiCall.From(request) is not { Authorization: null } call) return await base.SendAsync(request, cancellationToken);
        if (turns is not null) await turns.WaitAsync(cancellationToken);
        try
        {
            return budget is not null && call.Api.Budget is { } account
                ? await WithPermitAsync(budget, account, call, request, cancellationToken)
                : await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            turns?.Release();
        }
    }

    private async Task<HttpResponseMessage> WithPermitAsync(
        IRateBudget rates, string account, ApiCall call, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await TakeAsync(rates, account, call, cancellationToken);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            // The response counts, also when the caller stops waiting: so the token is not passed on.
            if (call.Response is { } response && call.Api.ReportOf(call, response, call.Failure?.Kind == FailureKind.RateLimited) is { } report)
                await rates.ReportAsync(account, report, CancellationToken.None);
        }
    }

    /// <summary>On a busy machine a permit may be on its way until its window is over: then it takes another.</summary>
    private async Task TakeAsync(IRateBudget rates, string account, ApiCall call, CancellationToken cancellationToken)
    {
        RatePermit permit;
        do
        {
            permit = await rates.TakeAsync(account, call.Lane, cancellationToken);
            if (!permit.Granted) throw call.Api.Failures.NoPermit(call, permit);
        }
        while (clock.GetUtcNow() >= permit.GoodUntil);
    }
}
