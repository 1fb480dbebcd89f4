using Azure.Core;
using Azure.Core.Pipeline;

namespace Connector.Azure.Tests.Tables;

/// <summary>What goes wrong on the way to storage and back.</summary>
internal enum Fault { LostResponse, Broken, TimedOut, Unavailable, TooMany, ServerTimeout, Forbidden, Unauthorized }

/// <summary>The way to the emulator, on which requests that a test chooses go wrong.</summary>
internal sealed class FaultyTransport : HttpPipelineTransport
{
    private readonly HttpPipelineTransport _inner = HttpClientTransport.Shared;
    private readonly Lock _gate = new();
    private Func<Request, bool> _matches = static _ => false;
    private Fault _fault;
    private int _left;
    private (string Request, Func<Task> PersonAction)? _before;

    /// <summary>How often it went wrong.</summary>
    public int Happened { get; private set; }

    /// <summary>Lets the next requests that match go wrong.</summary>
    /// <param name="request">Words that method and address contain, such as "POST SyncRows"; null matches all.</param>
    public void Next(Fault fault, string? request = null, int times = 1)
    {
        lock (_gate)
        {
            (_fault, _left) = (fault, times);
            _matches = r => request is null || Matches(r, request);
        }
    }

    /// <summary>Lets someone else do something just before the next request that matches goes out.</summary>
    public void Before(string request, Func<Task> action)
    {
        lock (_gate) _before = (request, action);
    }

    /// <summary>From now on all goes well.</summary>
    public void Heal() => Next(Fault.Broken, times: 0);

    public override Request CreateRequest() => _inner.CreateRequest();
    public override void Process(HttpMessage message) => throw new NotSupportedException("The stores are asynchronous.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        if (TakeAction(message.Request) is { } action) await action();
        if (!Strikes(message.Request))
        {
            await _inner.ProcessAsync(message);
            return;
        }
        switch (_fault)
        {
            case Fault.LostResponse:
                await _inner.ProcessAsync(message);
                throw new IOException("The connection was closed before the response came.");
            case Fault.Broken:
                throw new IOException("The connection was refused.");
            case Fault.TimedOut:
                throw new TaskCanceledException("No response in time.");
            default:
                message.Response = _fault switch
                {
                    Fault.Unavailable => new ErrorResponse(503, "ServerBusy"),
                    Fault.TooMany => new ErrorResponse(429, "TooManyRequests"),
                    Fault.ServerTimeout => new ErrorResponse(500, "OperationTimedOut"),
                    Fault.Forbidden => new ErrorResponse(403, "AuthorizationPermissionMismatch"),
                    _ => new ErrorResponse(401, "InvalidAuthenticationInfo")
                };
                return;
        }
    }

    private static bool Matches(Request request, string words) =>
        words.Split(' ').All(word => $"{request.Method} {request.Uri.ToUri().AbsolutePath}".Contains(word, StringComparison.Ordinal));

    private Func<Task>? TakeAction(Request request)
    {
        lock (_gate)
        {
            if (_before is not var (words, action) || !Matches(request, words)) return null;
            _before = null;
            return action;
        }
    }

    private bool Strikes(Request request)
    {
        lock (_gate)
        {
            if (_left == 0 || !_matches(request)) return false;
            _left--;
            Happened++;
            return true;
        }
    }
}
