using Connector.Core.Model.Messages;
using Polly;
using Polly.Retry;

namespace Connector.Commercetools.Http;

/// <summary>Tries a harmless request again: 0.2, 0.4, 0.8 s with jitter, or when the response asked, if that is soon.</summary>
internal sealed class RetryPipeline
{
    private static readonly TimeSpan LongestWaitInside = TimeSpan.FromSeconds(5);
    private readonly TimeProvider _clock;
    private readonly ResiliencePipeline _pipeline;

    public RetryPipeline(TimeProvider clock)
    {
        _clock = clock;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = 3,
                Delay = TimeSpan.FromMilliseconds(200),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                MaxDelay = LongestWaitInside,
                ShouldHandle = new PredicateBuilder().Handle<CommercetoolsException>(WorthARetry),
                DelayGenerator = asked => ValueTask.FromResult(AskedDelay(asked.Outcome.Exception))
            })
            .Build();
    }

    /// <summary>Runs the attempts; the number of each, from 1, is passed in. The last failure is thrown as it is.</summary>
    internal async Task<T> RunAsync<T>(Func<int, CancellationToken, Task<T>> once, CancellationToken cancellationToken)
    {
        var attempt = 0;
        return await _pipeline.ExecuteAsync(async token => await once(++attempt, token), cancellationToken);
    }

    // A heavy query will not be lighter a moment later; that is for the caller to make smaller.
    private bool WorthARetry(CommercetoolsException failure) =>
        failure.Kind is FailureKind.Transient or FailureKind.RateLimited
        && failure.Status != 400
        && (failure.RetryAt is not { } at || at - _clock.GetUtcNow() <= LongestWaitInside);

    private TimeSpan? AskedDelay(Exception? failure)
    {
        if ((failure as CommercetoolsException)?.RetryAt is not { } at) return null;
        var wait = at - _clock.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }
}
