using System.Net;
using Connector.Simulators.Control;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Control;
using Connector.Simulators.ShipStation.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Connector.Simulators.ShipStation;

/// <summary>
/// ShipStation's V1 API, and what the connector uses of V2, as a stateful HTTP server on the loopback interface, faithful to what is documented and recorded of it: it refuses what the service
/// refuses. State lives in memory. Besides the API it answers control calls under <c>/__sim</c>, which need no key, are not counted and cost no rate
/// (docs/shipstation-simulator.md lists them, with the choices made where the real behaviour is unknown).
/// </summary>
public sealed class ShipStationSimulator : IAsyncDisposable
{
    private const long LargestRequest = 32 * 1024 * 1024;

    private readonly WebApplication _app;
    private readonly WebhookSender _webhooks;

    private ShipStationSimulator(WebApplication app, WebhookSender webhooks, SimulatorClock clock, RequestStats stats, FaultPlan faults)
    {
        _app = app;
        _webhooks = webhooks;
        Clock = clock;
        Stats = stats;
        Faults = faults;
        Address = new Uri(app.Urls.First());
    }

    /// <summary>Where it listens: <c>http://127.0.0.1:port</c>.</summary>
    public Uri Address { get; }

    /// <summary>Its time: rate windows, dates, holds and the second look at orders go by it.</summary>
    public SimulatorClock Clock { get; }
    public RequestStats Stats { get; }
    public FaultPlan Faults { get; }

    /// <summary>Starts to listen. Throws <see cref="IOException"/> when the port is taken.</summary>
    public static async Task<ShipStationSimulator> StartAsync(ShipStationSimulatorOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var clock = options.Clock as SimulatorClock ?? new SimulatorClock(options.Clock);
        var stats = new RequestStats();
        var faults = new FaultPlan();
        var webhooks = new WebhookSender(options, clock);
        var app = Build(options);
        try
        {
            var account = new ShipStationAccount(options, clock, webhooks);
            var window = new RateWindow(options.RequestsPerMinute, options.RateWindow, clock);
            var v2Window = new RateWindow(options.V2RequestsPerMinute, options.RateWindow, clock);
            var controls = new ControlRoutes(account, stats, faults, window);
            var pipeline = new RequestPipeline(account, stats, faults, controls, window, v2Window);
            app.Run(pipeline.HandleAsync);
            await app.StartAsync(cancellationToken);
            var simulator = new ShipStationSimulator(app, webhooks, clock, stats, faults);
            webhooks.PointAt(simulator.Address);
            account.Address = simulator.Address;
            return simulator;
        }
        catch
        {
            await webhooks.DisposeAsync();
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes once every event that was raised has been delivered, lost or given up.</summary>
    public Task WhenWebhooksAreDeliveredAsync(CancellationToken cancellationToken) => _webhooks.WhenIdleAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _webhooks.DisposeAsync();
    }

    private static WebApplication Build(ShipStationSimulatorOptions options)
    {
        // Empty: no console logging, no configuration of the surrounding process, no reaction to its Ctrl+C.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            kestrel.AddServerHeader = false;
        });
        return builder.Build();
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
