using System.Text.Json;
using Connector.Commercetools;
using Connector.Commercetools.Http;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Microsoft.Extensions.Options;
using commercetools.Base.Client;

namespace Connector.Azure.CommercetoolsSdk;

/// <summary>One call through the SDK as our own client would make it: turn, time limit, retry of what is safe, journal, and any failure as one exception with its kind.</summary>
internal sealed class SdkExchange(
    IOptions<CommercetoolsOptions> options, RetryPipeline retry, IJournal journal, Redaction redaction, ExchangeFailures failures, TimeProvider clock, IIdSource ids) : IDisposable
{
    private readonly CommercetoolsOptions _settings = options.Value;
    private readonly ExchangeRecorder _recorder = new(journal, redaction, clock);
    private readonly SemaphoreSlim _turns = new(options.Value.MaxConcurrentRequests, options.Value.MaxConcurrentRequests);

    public int MaxOrderBytes => _settings.MaxOrderMegabytes * 1024 * 1024;
    public long MaxResponseBytes => _settings.MaxResponseMegabytes * 1024L * 1024L;

    /// <summary>By the last response; null before the first.</summary>
    public TimeSpan? ClockOffset => _recorder.ClockOffset;

    /// <param name="call">What the response means; the request itself is the SDK's.</param>
    /// <param name="execute">The SDK's call.</param>
    public Task<T?> SendAsync<T>(CommerceCall<T> call, Func<CancellationToken, Task<T>> execute, CancellationToken cancellationToken)
        where T : class =>
        call.Method == HttpMethod.Get
            ? retry.RunAsync((attempt, stop) => InTurnAsync(call, execute, attempt, stop), cancellationToken)
            : InTurnAsync(call, execute, attempt: 1, cancellationToken);

    public void Dispose() => _turns.Dispose();

    private async Task<T?> InTurnAsync<T>(CommerceCall<T> call, Func<CancellationToken, Task<T>> execute, int attempt, CancellationToken cancellationToken)
        where T : class
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await OnceAsync(call, execute, attempt, cancellationToken);
        }
        finally
        {
            _turns.Release();
        }
    }

    private Task<T?> OnceAsync<T>(CommerceCall<T> call, Func<CancellationToken, Task<T>> execute, int attempt, CancellationToken cancellationToken)
        where T : class
    {
        var expected = new Uri(CommercetoolsClient.BaseOf(_settings.ApiBaseAddress), $"{_settings.ProjectKey}/{call.Path}");
        var scope = new ExchangeScope(new ExchangeTrail(clock.GetUtcNow(), call.Method, $"{_settings.ProjectKey}/{ids.New()}", expected), call.MaxBytes);
        return _recorder.RunAsync(() => call with { Body = scope.Request }, scope.Trail, attempt, () => ExecuteAsync(call, execute, scope, cancellationToken));
    }

    private async Task<T?> ExecuteAsync<T>(CommerceCall<T> call, Func<CancellationToken, Task<T>> execute, ExchangeScope scope, CancellationToken cancellationToken)
        where T : class
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(_settings.TimeoutSeconds), clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var trail = scope.Trail;
        ExchangeScope.Current = scope;
        try
        {
            return await execute(both.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception) when (scope.TooLarge)
        {
            throw failures.TooLarge(call, trail);
        }
        catch (OperationCanceledException late)
        {
            throw failures.Failed(call, trail, FailureKind.Transient, ErrorCodes.Timeout, $"no complete response within {_settings.TimeoutSeconds} s", late);
        }
        catch (ApiHttpException) when (ExchangeFailures.IsMissing(call, trail))
        {
            return null;
        }
        catch (Exception) when (trail.Status >= 400)
        {
            // Without the SDK's exception inside: that one repeats the response as it came.
            throw failures.Refused(call, trail, scope.RetryAt);
        }
        catch (Exception broken) when (trail.Status >= 200)
        {
            throw failures.Failed(
                call, trail, FailureKind.Transient, ErrorCodes.UnreadableResponse,
                broken is JsonException ? "the response is not the expected JSON" : "the response was incomplete or the SDK could not read it", broken);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw failures.Failed(call, trail, FailureKind.Transient, ErrorCodes.ConnectionFailed, "the connection failed", broken);
        }
        catch (Exception)
        {
            // No request of ours went out: the SDK got no token, and its exception gives no reason, but may repeat the response.
            throw failures.Failed(
                call, trail, FailureKind.Unauthorized, ErrorCodes.Unauthorized, "no access token. Check Commercetools:ClientId, ClientSecret and Scope");
        }
        finally
        {
            ExchangeScope.Current = null;
        }
    }
}
