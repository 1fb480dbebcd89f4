using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Messaging.ServiceBus;
using Connector.WorkerProtocol;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connector.WorkerHost;

/// <summary>
/// Stands where the Functions host stands, for one worker in a process of its own: indexes and loads its functions, fires timers when a test says so, brings messages
/// from the queues, settles them when the worker says so, and serves HTTP. What it is not: listeners that scale, renewal of locks, keys, managed identity.
/// </summary>
public sealed class FunctionHost : IAsyncDisposable
{
    /// <summary>A broker that responds at once lets nobody wait so long.</summary>
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(5);
    private readonly WorkerOptions _options;
    private readonly WorkerLink _link = new();
    private readonly MessageLocks _locks = new();
    private readonly HttpClient _onward = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None });
    private readonly List<WebApplication> _servers = [];
    private readonly Dictionary<string, FunctionInfo> _functions = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, bool> _running = new(StringComparer.Ordinal);
    private WorkerProcess _worker = null!;
    private int _executions;
    private int _delivering;
    private ServiceBusClient? _bus;

    private FunctionHost(WorkerOptions options) => _options = options;

    /// <summary>What the worker says of itself.</summary>
    public IReadOnlyDictionary<string, string> Capabilities { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>From the start of the process until its last function was loaded.</summary>
    public TimeSpan TimeToLoad { get; private set; }

    /// <summary>How many functions it ran, to whatever end.</summary>
    public int Executions => Volatile.Read(ref _executions);

    /// <summary>True while the worker has a batch.</summary>
    public bool IsDelivering => Volatile.Read(ref _delivering) > 0;

    public IReadOnlyCollection<FunctionInfo> Functions => _functions.Values;

    /// <summary>Where HTTP functions respond.</summary>
    public Uri Address => new(_servers[^1].Urls.Single());

    /// <summary>Everything that the worker told its host or wrote to its console.</summary>
    public IReadOnlyList<string> Log => [.. _link.Logs.Select(static l => $"{l.Category}: {l.Message} {l.Exception?.Message}"), .. _worker.Output];

    /// <summary>Starts the worker, and has it load every function it has. Throws with what it wrote when it cannot.</summary>
    public static async Task<FunctionHost> StartAsync(WorkerOptions options)
    {
        var host = new FunctionHost(options);
        try
        {
            await host.StartAsync();
            return host;
        }
        catch (Exception e)
        {
            var log = host._worker is null ? [] : host.Log;
            await host.DisposeAsync();
            throw new InvalidOperationException($"The worker did not start: {e.Message}\n{string.Join('\n', log)}", e);
        }
    }

    /// <summary>Starts the worker and tells it to end as soon as it calls, before it has started. Returns its exit code and what it wrote.</summary>
    public static async Task<(int Code, IReadOnlyList<string> Log)> StartAndTerminateAsync(WorkerOptions options)
    {
        await using var host = new FunctionHost(options);
        using var patience = new CancellationTokenSource(options.Patience);
        await host.StartWorkerAsync(patience.Token);
        return (await host.TerminateAsync(), host.Log);
    }

    /// <summary>One tick of a timer, to its end. Throws when the function fails.</summary>
    public Task FireAsync(string timer) => InvokeAsync(
        Function(timer, "timerTrigger"), Guid.NewGuid().ToString(), new TypedData { Json = """{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":false}""" });

    /// <summary>Brings one batch to a Service Bus function, to its end. Returns how many messages it held. Throws when the function fails or the worker ends.</summary>
    public async Task<int> DeliverAsync(string name)
    {
        var function = Function(name, "serviceBusTrigger");
        _bus ??= new ServiceBusClient(_options.Settings[function.Text("connection")!]);
        // One for each delivery: what a receiver asked for and did not get stays open.
        await using var receiver = _bus.CreateReceiver(function.Text("queueName"));
        var messages = await receiver.ReceiveMessagesAsync(_options.MaxMessageBatchSize, s_wait);
        if (messages.Count == 0) return 0;
        var batch = new CollectionModelBindingData();
        batch.ModelBindingData.AddRange(messages.Select(MessageLocks.Encode));
        _locks.Add(receiver, messages);
        Interlocked.Increment(ref _delivering);
        try
        {
            await InvokeAsync(function, Guid.NewGuid().ToString(), new TypedData { CollectionModelBindingData = batch });
        }
        finally
        {
            Interlocked.Decrement(ref _delivering);
            _locks.Remove(messages);
        }
        return messages.Count;
    }

    /// <summary>Hands a Service Bus function something else than the messages it is made for. Throws when the function fails.</summary>
    public Task HandOverAsync(string name, TypedData trigger) => InvokeAsync(Function(name, "serviceBusTrigger"), Guid.NewGuid().ToString(), trigger);

    /// <summary>Asks the worker to give up whatever it runs, as a host that stops.</summary>
    public async Task CancelAsync()
    {
        foreach (var invocation in _running.Keys)
            await _link.SendAsync(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = invocation } }, CancellationToken.None);
    }

    /// <summary>Asks the worker to end, as a host that is scaled in. Returns its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using var patience = new CancellationTokenSource(_options.Patience);
        await _link.SendAsync(new StreamingMessage { WorkerTerminate = new WorkerTerminate { GracePeriod = Duration.FromTimeSpan(TimeSpan.FromSeconds(5)) } }, patience.Token);
        await _worker.WaitForExitAsync(patience.Token);
        return _worker.ExitCode;
    }

    /// <summary>The process dies in the middle of whatever it does.</summary>
    public void Kill() => _worker.Kill();

    public async ValueTask DisposeAsync()
    {
        _worker?.Dispose();
        foreach (var server in _servers) await server.DisposeAsync();
        if (_bus is not null) await _bus.DisposeAsync();
        _onward.Dispose();
        _link.Dispose();
    }

    private async Task StartAsync()
    {
        using var patience = new CancellationTokenSource(_options.Patience);
        var start = await StartWorkerAsync(patience.Token);
        await IndexAsync(patience.Token);
        TimeToLoad = Stopwatch.GetElapsedTime(start);
        var worker = new Uri(Capabilities["HttpUri"]);
        await WhenListeningAsync(worker, patience.Token);
        var front = HttpFront.Build(Functions.Where(static f => f.TriggerType == "httpTrigger"), _options.FunctionKey, worker, _onward, InvokeHttpAsync);
        _servers.Add(front);
        await front.StartAsync(patience.Token);
    }

    /// <summary>Returns when the process was started, once it has called.</summary>
    private async Task<long> StartWorkerAsync(CancellationToken cancellationToken)
    {
        var grpc = BuildGrpc();
        _servers.Add(grpc);
        await grpc.StartAsync(cancellationToken);
        var start = Stopwatch.GetTimestamp();
        _worker = WorkerProcess.Start(_options, new Uri(grpc.Urls.Single()));
        var ended = _worker.WaitForExitAsync(cancellationToken);
        if (await Task.WhenAny(_link.Started, ended) == ended) throw new WorkerGoneException();
        return start;
    }

    /// <summary>The worker calls its host before its own server listens; the platform's host tries requests again until then.</summary>
    private static async Task WhenListeningAsync(Uri worker, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(worker.Host, worker.Port, cancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(s_look, TimeProvider.System, cancellationToken);
            }
        }
    }

    private WebApplication BuildGrpc()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(static grpc => grpc.MaxReceiveMessageSize = null);
        builder.Services.AddSingleton(_link);
        builder.Services.AddSingleton(_locks);
        var app = builder.Build();
        app.MapGrpcService<WorkerLink>();
        app.MapGrpcService<MessageLocks>();
        return app;
    }

    private async Task IndexAsync(CancellationToken cancellationToken)
    {
        var init = (await _link.AskAsync(
            new StreamingMessage { WorkerInitRequest = new WorkerInitRequest { HostVersion = "4.0.0.0", WorkerDirectory = _options.Folder, FunctionAppDirectory = _options.Folder } },
            cancellationToken)).WorkerInitResponse;
        Require(init.Result, "init");
        Capabilities = init.Capabilities;
        var found = (await _link.AskAsync(
            new StreamingMessage { FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = _options.Folder } }, cancellationToken)).FunctionMetadataResponse;
        Require(found.Result, "metadata");
        foreach (var metadata in found.FunctionMetadataResults)
        {
            FunctionInfo.FillBindings(metadata);
            metadata.Directory = _options.Folder;
            var loaded = (await _link.AskAsync(
                new StreamingMessage { FunctionLoadRequest = new FunctionLoadRequest { FunctionId = metadata.FunctionId, Metadata = metadata } }, cancellationToken)).FunctionLoadResponse;
            Require(loaded.Result, metadata.Name);
            _functions.Add(metadata.Name, FunctionInfo.From(metadata));
        }
    }

    private Task InvokeHttpAsync(FunctionInfo function, HttpContext http, string invocation)
    {
        var request = new TypedData { Http = new RpcHttp { Method = http.Request.Method, Url = http.Request.Path } };
        var words = http.Request.RouteValues.Where(static v => v.Value is string).ToDictionary(static v => v.Key, static v => (string)v.Value!, StringComparer.Ordinal);
        return InvokeAsync(function, invocation, request, words);
    }

    private async Task InvokeAsync(FunctionInfo function, string invocation, TypedData trigger, IReadOnlyDictionary<string, string>? words = null)
    {
        var request = new InvocationRequest { InvocationId = invocation, FunctionId = function.Id, TraceContext = new RpcTraceContext() };
        request.InputData.Add(new ParameterBinding { Name = function.Parameter, Data = trigger });
        foreach (var (name, value) in words ?? new Dictionary<string, string>(StringComparer.Ordinal)) request.TriggerMetadata[name] = new TypedData { String = value };
        using var patience = new CancellationTokenSource(_options.Patience);
        Interlocked.Increment(ref _executions);
        _running[invocation] = true;
        try
        {
            Require((await _link.AskAsync(new StreamingMessage { InvocationRequest = request }, patience.Token)).InvocationResponse.Result, function.Name);
        }
        finally
        {
            _running.TryRemove(invocation, out _);
        }
    }

    private FunctionInfo Function(string name, string trigger) =>
        _functions.TryGetValue(name, out var function) && function.TriggerType == trigger ? function : throw new ArgumentException($"{name} has no {trigger}.", nameof(name));

    private static void Require(StatusResult? result, string what)
    {
        // No result at all is a success in some of the responses.
        if (result is null or { Status: StatusResult.Types.Status.Success }) return;
        throw new InvalidOperationException($"{what}: {result.Status} {result.Result} {result.Exception?.Message} {result.Exception?.StackTrace}");
    }
}
