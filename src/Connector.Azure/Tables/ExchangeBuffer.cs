using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Microsoft.Extensions.Logging;

namespace Connector.Azure.Tables;

/// <summary>
/// Gathers exchanges and writes them together, so that a call to a vendor seldom waits for storage. Nothing runs in the background: the caller that fills a
/// portion writes it. An exchange that cannot be written costs no order: it waits for the next flush, and while storage stays away the oldest give way.
/// </summary>
internal sealed partial class ExchangeBuffer(ExchangeTable exchanges, StorageTable links, ILogger logger) : IAsyncDisposable
{
    /// <summary>As many are written together.</summary>
    public const int Portion = 32;

    /// <summary>No more than these are kept while storage cannot be reached.</summary>
    public const int Most = 256;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private List<PendingExchange> _waiting = [];

    public async Task AddAsync(Exchange exchange, string sequence, CancellationToken cancellationToken)
    {
        var pending = PendingExchange.From(exchange, sequence);
        lock (_gate)
        {
            _waiting.Add(pending);
            if (_waiting.Count % Portion != 0) return;
        }
        await TryFlushAsync(cancellationToken);
    }

    /// <summary>As <see cref="FlushAsync"/>, but a failure of storage is only logged.</summary>
    public async Task TryFlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FlushAsync(cancellationToken);
        }
        catch (ConnectorException e)
        {
            Log.NotWritten(logger, e);
        }
    }

    /// <summary>Everything added before is stored when it returns.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            List<PendingExchange> portion;
            lock (_gate) (portion, _waiting) = (_waiting, []);
            if (portion.Count == 0) return;
            try
            {
                await WriteAsync(portion, cancellationToken);
            }
            catch
            {
                PutBack(portion);
                throw;
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask DisposeAsync() => await TryFlushAsync(CancellationToken.None);

    private async Task WriteAsync(List<PendingExchange> portion, CancellationToken cancellationToken)
    {
        await InParallel.EachAsync(portion, exchanges.WriteAsync, cancellationToken);
        await links.UpsertAllAsync(
            [.. portion.SelectMany(static p => p.Exchange.OrderIds.Select(orderId => JournalRows.LinkTo(p.Key, orderId, p.Sequence)))], cancellationToken);
    }

    private void PutBack(List<PendingExchange> portion)
    {
        int dropped;
        lock (_gate)
        {
            _waiting.InsertRange(0, portion);
            dropped = Math.Max(0, _waiting.Count - Most);
            _waiting.RemoveRange(0, dropped);
        }
        if (dropped > 0) Log.Dropped(logger, dropped);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 511, Level = LogLevel.Warning, Message = "API calls could not be written to the journal yet; the next flush tries again.")]
        public static partial void NotWritten(ILogger logger, Exception exception);

        [LoggerMessage(EventId = 512, Level = LogLevel.Error, Message = "{Count} API calls were dropped from the journal: storage cannot be reached.")]
        public static partial void Dropped(ILogger logger, int count);
    }
}
