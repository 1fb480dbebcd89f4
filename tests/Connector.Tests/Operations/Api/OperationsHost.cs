using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Operations.Api;
using Connector.Operations.Page;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moq;
using Xunit;

namespace Connector.Tests.Operations.Api;

/// <summary>The operations routes on a free loopback port, over in-memory stores and a clock that stands still, driven over HTTP.</summary>
internal sealed class OperationsHost : IAsyncDisposable
{
    /// <summary>Lets a test come from another machine.</summary>
    private const string RemoteHeader = "X-Test-Remote";
    private readonly WebApplication _app;

    private OperationsHost(WebApplication app, ConcurrentQueue<string> log)
    {
        _app = app;
        Log = log;
        Http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Http { get; }

    /// <summary>Every line that the process logged, at every level.</summary>
    public ConcurrentQueue<string> Log { get; }
    public ManualTimeProvider Clock => (ManualTimeProvider)Get<TimeProvider>();

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <param name="replace">Registrations that stand in for the in-memory stores.</param>
    public static async Task<OperationsHost> StartAsync(Action<IServiceCollection>? replace = null, params (string Key, string Value)[] settings)
    {
        var log = new ConcurrentQueue<string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(static s => s.Key, static s => (string?)s.Value, StringComparer.Ordinal));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(new Lines(log));
        builder.Services.AddSingleton<TimeProvider>(new ManualTimeProvider());
        builder.Services.AddInMemoryStores();
        builder.Services.AddSingleton(Mock.Of<IShippingAccounts>(static a => a.Names == new[] { "default", "eu" }));
        builder.Services.AddSingleton<IWebhookSecrets, Secrets>();
        builder.Services.AddOperations();
        replace?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseProblemBodies();
        app.Use((http, next) =>
        {
            if (http.Request.Headers.TryGetValue(RemoteHeader, out var remote)) http.Connection.RemoteIpAddress = IPAddress.Parse(remote.ToString());
            return next(http);
        });
        app.MapOperations().MapOpsPage().MapShipStationWebhook();
        await app.StartAsync();
        _ = app.Services.GetRequiredService<RunReports>();
        return new OperationsHost(app, log);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            if (name == "Host") request.Headers.Host = value;
            else request.Headers.TryAddWithoutValidation(name == "Remote" ? RemoteHeader : name, value);
        }
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, JsonContent.Create(body));

    /// <summary>Puts a message into the error queue; returns it as it stands there.</summary>
    public async Task<ErrorQueueEntry> DeadAsync(FailureKind kind, string code, WorkMessage? message = null)
    {
        message ??= A.PushOrder();
        var queue = Get<IWorkQueue>();
        await queue.SendAsync(QueueNames.Orders, [message], null, default);
        var taken = Assert.Single(await queue.ReceiveAsync(QueueNames.Orders, 1, TimeSpan.FromMinutes(5), default));
        var info = new DeadLetterInfo(kind, code, $"described {code}", message.Id, message.OrderNumber, message.CorrelationId, Clock.Now);
        await queue.SettleAsync([(taken, new Settlement.DeadLetter(info))], default);
        return Assert.Single(await Get<IErrorQueue>().ListAsync(new ErrorFilter(Order: message.Id, Code: code), default));
    }

    public async Task<IReadOnlyList<WorkMessage>> QueuedAsync(string queue) =>
        [.. (await Get<IWorkQueue>().ReceiveAsync(queue, 100, TimeSpan.FromMinutes(5), default)).Select(static m => WorkMessageBody.Read(m.Body.Span, out _)!)];

    private sealed class Secrets : IWebhookSecrets
    {
        public bool IsGenuine(string account, string? presented) => (account, presented) is ("default", WebhookTests.DefaultSecret) or ("eu", WebhookTests.EuSecret);
    }

    private sealed class Lines(ConcurrentQueue<string> log) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;
        public void Dispose() { }
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
    }
}
