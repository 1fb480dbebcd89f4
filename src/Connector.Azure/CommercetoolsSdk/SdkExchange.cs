using System.Runtime.ExceptionServices;
using System.Text.Json;
using Connector.Commercetools.Mapping;
using Connector.Core.Model.Messages;
using Connector.Http;

namespace Connector.Azure.CommercetoolsSdk;

/// <summary>One call through the SDK: its attempts, their journal and their failures are those of the handlers; what the SDK makes of a failure above them is dropped.</summary>
internal sealed class SdkExchange(CommerceFailures failures, TimeProvider clock)
{
    /// <param name="call">What the response means; the request itself is the SDK's.</param>
    /// <param name="execute">The SDK's call.</param>
    public async Task<T?> SendAsync<T>(ApiCall<T> call, Func<CancellationToken, Task> execute, CancellationToken cancellationToken)
        where T : class
    {
        using var limit = new CancellationTokenSource(call.Api.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        SdkCallHandler.Current = new SdkCall(call, limit);
        try
        {
            await execute(either.Token);
            return call.Result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception) when (call.Failure is { } known)
        {
            // Without the SDK's exception inside: that one repeats the response as it came.
            ExceptionDispatchInfo.Throw(known);
            throw;
        }
        catch (Exception) when (call is { Status: 404, Response: not null })
        {
            // The table took it as a result; the SDK throws for any 404.
            return null;
        }
        catch (OperationCanceledException late)
        {
            throw failures.From(call, BrokenCall.TimedOut, late);
        }
        catch (Exception broken) when (call.Status >= 200)
        {
            throw failures.Failed(
                call, FailureKind.Transient, ErrorCodes.UnreadableResponse,
                broken is JsonException ? "the response is not the expected JSON" : "the response was incomplete or the SDK could not read it", broken);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw failures.From(call, BrokenCall.Disconnected, broken);
        }
        catch (Exception) when (call.Attempt == 0)
        {
            // No request of ours went out: the SDK got no token, and its exception gives no reason, but may repeat the response.
            throw failures.Failed(call, FailureKind.Unauthorized, ErrorCodes.Unauthorized, "no access token. Check Commercetools:ClientId, ClientSecret and Scope");
        }
        finally
        {
            SdkCallHandler.Current = null;
        }
    }
}
