using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Commercetools.Http;

/// <summary>Records one attempt in the journal of a call, whatever carries it and however it ends: also when the caller has given up, for what was sent was sent.</summary>
internal sealed class ExchangeRecorder(IJournal journal, Redaction redaction, TimeProvider clock)
{
    private long _offsetTicks = long.MinValue;

    /// <summary>How far the server's clock is ahead of ours, by the last response that said so; null before the first.</summary>
    public TimeSpan? ClockOffset => Interlocked.Read(ref _offsetTicks) is var ticks && ticks == long.MinValue ? null : new TimeSpan(ticks);

    /// <param name="call">Asked for when the attempt is over, as its body may be known only then.</param>
    public async Task<T?> RunAsync<T>(Func<CommerceCall<T>> call, ExchangeTrail trail, int attempt, Func<Task<T?>> send)
        where T : class
    {
        var started = clock.GetTimestamp();
        T? result = null;
        string? failedWith = "Cancelled";
        try
        {
            result = await send();
            failedWith = null;
            return result;
        }
        catch (CommercetoolsException failure)
        {
            failedWith = ExchangeRecord.WordOf(failure);
            throw;
        }
        finally
        {
            if (trail.ClockOffset is { } offset) Interlocked.Exchange(ref _offsetTicks, offset.Ticks);
            await journal.AppendAsync(ExchangeRecord.Of(call(), trail, result, failedWith, clock.GetElapsedTime(started), attempt, redaction), CancellationToken.None);
        }
    }
}
