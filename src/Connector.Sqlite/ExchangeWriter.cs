using System.Threading.Channels;
using Connector.Core.Model.Messages;
using Microsoft.Extensions.Logging;

namespace Connector.Sqlite;

/// <summary>
/// Redacts, compresses and writes exchanges on a task of its own, all that wait in one transaction. A bounded number may wait; beyond that the callers do, so memory stays bounded
/// however slow the disk is. An exchange that cannot be written is reported to the log and to the next flush, and costs no order.
/// </summary>
internal sealed partial class ExchangeWriter : IAsyncDisposable
{
    /// <summary>A call of 100 orders has about half a megabyte.</summary>
    public const int Capacity = 16;

    private readonly SqliteDatabase _database;
    private readonly ILogger _logger;
    private readonly Channel<QueuedExchange> _waiting = Channel.CreateBounded<QueuedExchange>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly Task _writing;

    public ExchangeWriter(SqliteDatabase database, ILogger logger)
    {
        _database = database;
        _logger = logger;
        _writing = Task.Run(WriteAllAsync);
    }

    public ValueTask AddAsync(Exchange exchange, long sequence, CancellationToken cancellationToken) =>
        _waiting.Writer.WriteAsync(new QueuedExchange(exchange, sequence, null), cancellationToken);

    /// <summary>Everything added before is in the file when it returns. After the end there is nothing left to write.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _waiting.Writer.WriteAsync(new QueuedExchange(null, 0, written), cancellationToken);
        }
        catch (ChannelClosedException)
        {
            await _writing.WaitAsync(cancellationToken);
            return;
        }
        await written.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAllAsync()
    {
        Exception? failure = null;
        var batch = new List<PendingExchange>(Capacity);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            TaskCompletionSource? flushed = null;
            // A flush ends the batch: what was added after it need not be waited for.
            while (batch.Count < Capacity && flushed is null && _waiting.Reader.TryRead(out var next))
            {
                flushed = next.Flushed;
                if (next.Exchange is not null) failure = Prepare(next.Exchange, next.Sequence, batch) ?? failure;
            }
            failure = await WriteAsync(batch) ?? failure;
            batch.Clear();
            if (flushed is null) continue;
            if (failure is null) flushed.SetResult();
            else flushed.SetException(failure);
            failure = null;
        }
    }

    /// <summary>Redacts and compresses. The key of the redaction may be out of reach.</summary>
    private Exception? Prepare(Exchange exchange, long sequence, List<PendingExchange> batch)
    {
        try
        {
            batch.Add(PendingExchange.From(exchange, sequence));
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Reported(e, 1);
        }
    }

    private async Task<Exception?> WriteAsync(List<PendingExchange> batch)
    {
        if (batch.Count == 0) return null;
        try
        {
            await _database.WriteAsync(
                session =>
                {
                    foreach (var exchange in batch) ExchangeRows.Write(session, exchange);
                    return true;
                },
                CancellationToken.None);
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Reported(e, batch.Count);
        }
    }

    private Exception Reported(Exception failure, int count)
    {
        if (failure is StorageException) Log.NotStored(_logger, count, failure.Message);
        else Log.NotWritten(_logger, count, failure);
        return failure;
    }

    private sealed record QueuedExchange(Exchange? Exchange, long Sequence, TaskCompletionSource? Flushed);

    private static partial class Log
    {
        [LoggerMessage(EventId = 2101, Level = LogLevel.Error, Message = "{Count} API calls could not be written to the journal.")]
        public static partial void NotWritten(ILogger logger, int count, Exception exception);

        [LoggerMessage(EventId = 2102, Level = LogLevel.Error, Message = "{Count} API calls could not be written to the journal: {Reason}")]
        public static partial void NotStored(ILogger logger, int count, string reason);
    }
}
