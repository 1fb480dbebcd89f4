using Connector.Core.Model.Messages;
using Polly;
using Polly.Retry;

namespace Connector.Http;

/// <summary>
/// Sends a call that may be repeated again, after growing waits with jitter, or when the response asked for it, if that is soon. Anything else passes once: writes
/// are for the pump to repeat.
/// </summary>
public sealed class RetryHandler : DelegatingHandler
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(5);
    private static readonly ResiliencePropertyKey<ApiCall> s_call = new(nameof(ApiCall));
    private readonly TimeProvider _clock;
    private readonly ResiliencePipeline _pipeline;

    public RetryHandler(TimeProvider clock, int retries, TimeSpan firstWait)
    {
        _clock = clock;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = retries,
                Delay = firstWait,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                MaxDelay = s_longestWait,
                ShouldHandle = arguments => ValueTask.FromResult(IsWorthARetry(arguments.Context, arguments.Outcome.Exception)),
                DelayGenerator = arguments => ValueTask.FromResult(RequestedWait(arguments.Outcome.Exception))
            })
            .Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (ApiCall.From(request) is not { } call) return await base.SendAsync(request, cancellationToken);
        if (!call.IsRepeatable) return await AttemptAsync(call, request, cancellationToken);
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(s_call, call);
            return await _pipeline.ExecuteAsync(async current => await AttemptAsync(call, request, current.CancellationToken), context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private Task<HttpResponseMessage> AttemptAsync(ApiCall call, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        call.Attempt++;
        return base.SendAsync(request, cancellationToken);
    }

    /// <summary>Only the failure of the attempt itself: what failed before it (no permit, no token) was not sent and is not ours to repeat.</summary>
    private bool IsWorthARetry(ResilienceContext context, Exception? thrown) =>
        context.Properties.TryGetValue(s_call, out var call)
        && thrown is ConnectorException failure
        && ReferenceEquals(failure, call.Failure)
        && call.Api.Failures.IsWorthARetry(failure)
        && (failure.RetryAt is not { } at || at - _clock.GetUtcNow() <= s_longestWait);

    private TimeSpan? RequestedWait(Exception? thrown)
    {
        if ((thrown as ConnectorException)?.RetryAt is not { } at) return null;
        var wait = at - _clock.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }
}
