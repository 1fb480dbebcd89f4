using System.Collections.Concurrent;
using Connector.WorkerProtocol;
using Grpc.Core;

namespace Connector.WorkerHost;

/// <summary>The stream between host and worker: requests with their responses, and what the worker logs.</summary>
internal sealed class WorkerLink : FunctionRpc.FunctionRpcBase, IDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _waiting = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<RpcLog> _logs = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private IServerStreamWriter<StreamingMessage>? _writer;

    /// <summary>The worker has called.</summary>
    public Task Started => _started.Task;

    public IReadOnlyCollection<RpcLog> Logs => _logs;

    public void Dispose() => _turn.Dispose();

    public override async Task EventStream(IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        _writer = responseStream;
        try
        {
            await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken)) Take(message);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The worker is gone: whoever waits for it learns it below.
        }
        finally
        {
            _ended.TrySetResult();
            foreach (var (_, waiting) in _waiting) waiting.TrySetException(new WorkerGoneException());
        }
    }

    public async Task SendAsync(StreamingMessage message, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await _writer!.WriteAsync(message, cancellationToken);
        }
        catch (Exception e) when (_ended.Task.IsCompleted && e is not OperationCanceledException)
        {
            throw new WorkerGoneException();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Throws <see cref="WorkerGoneException"/> when the worker ends before it responds.</summary>
    public async Task<StreamingMessage> AskAsync(StreamingMessage message, CancellationToken cancellationToken)
    {
        message.RequestId = Guid.NewGuid().ToString();
        var response = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[message.RequestId] = response;
        try
        {
            if (_ended.Task.IsCompleted) throw new WorkerGoneException();
            await SendAsync(message, cancellationToken);
            return await response.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _waiting.TryRemove(message.RequestId, out _);
        }
    }

    private void Take(StreamingMessage message)
    {
        if (message.ContentCase == StreamingMessage.ContentOneofCase.StartStream) _started.TrySetResult();
        else if (message.ContentCase == StreamingMessage.ContentOneofCase.RpcLog) _logs.Enqueue(message.RpcLog);
        else if (_waiting.TryGetValue(message.RequestId, out var waiting)) waiting.TrySetResult(message);
    }
}

/// <summary>The worker's process ended, or was killed, before it responded.</summary>
public sealed class WorkerGoneException() : Exception("The worker is gone.");
