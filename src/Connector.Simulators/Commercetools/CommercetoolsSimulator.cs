using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Control;
using Connector.Simulators.Commercetools.Resources;
using Connector.Simulators.Commercetools.Seeds;
using Connector.Simulators.Commercetools.Storage;
using Connector.Simulators.Control;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Connector.Simulators.Commercetools;

/// <summary>
/// One commercetools project as an HTTP server on loopback: authorization at /oauth, the API at /{projectKey}, control calls at /__sim. It refuses what
/// commercetools is documented to refuse; members that a request holds beyond those documented are tolerated.
/// </summary>
public sealed class CommercetoolsSimulator : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly Project _project;
    private readonly ControlApi _control;

    private CommercetoolsSimulator(WebApplication server, Project project, ControlApi control, SimulatorClock clock, RequestStats stats, FaultPlan faults)
    {
        (_server, _project, _control, Clock, Stats, Faults) = (server, project, control, clock, stats, faults);
        Address = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Base of both hosts, API and authorization: http://127.0.0.1:port/.</summary>
    public Uri Address { get; }
    public SimulatorClock Clock { get; }

    /// <summary>Requests by route, as in "GET /orders", "POST /orders/{id}", "GET /types/key={key}", "POST /oauth/token".</summary>
    public RequestStats Stats { get; }
    public FaultPlan Faults { get; }
    public int OrderCount => _project.Orders.Count;

    /// <summary>Listens when it returns; holds reference data (<see cref="ReferenceSeed"/>) and no orders. Throws <see cref="IOException"/> when the port is taken.</summary>
    public static async Task<CommercetoolsSimulator> StartAsync(CommercetoolsSimulatorOptions options, CancellationToken cancellationToken = default)
    {
        var clock = new SimulatorClock(options.Clock);
        var (stats, faults) = (new RequestStats(), new FaultPlan());
        var project = new Project(options.ProjectKey, clock, options.QueryLag) { ModularCatalog = options.ModularCatalog, KeepsMessages = options.KeepsMessages };
        ReferenceSeed.Fill(project, options);
        var tokens = new TokenBook(options, clock);
        var control = new ControlApi(project, tokens, clock, stats, faults, () =>
        {
            project.Clear();
            ReferenceSeed.Fill(project, options);
        });
        var pipeline = new RequestPipeline(options, tokens, new ApiRouter(project, tokens), control, stats, faults, clock);
        var server = Build(options, pipeline);
        await server.StartAsync(cancellationToken);
        return new CommercetoolsSimulator(server, project, control, clock, stats, faults);
    }

    /// <summary>Adds orders of <see cref="OrderSeed"/>, the newest changed now; visible to queries after the query lag. Seeding twice with one seed edits.</summary>
    public void Seed(int count, int seed = 1, OrderMix mix = OrderMix.Varied) => _control.Seed(count, seed, mix);

    /// <summary>Stores an order document as it is (POST /__sim/orders); returns its id.</summary>
    public string Put(JsonObject order) => _control.Put(ApiResponse.ToUtf8(order)).Id;

    /// <summary>Whether an attribute of a product type is copied into new line items; orders that exist keep what they have.</summary>
    public void SaveToLineItems(string productType, string attribute, bool saved)
    {
        var types = _project.Resources("product-type");
        var present = types.FindByKey(productType) ?? throw new ArgumentException($"There is no product type '{productType}'.", nameof(productType));
        var document = present.ToObject();
        var action = new JsonObject { ["action"] = "setSavedToLineItem", ["attributeName"] = attribute, ["savedToLineItem"] = saved };
        if (!ResourceKind.All.First(kind => kind.TypeId == "product-type").Apply(document, action, _project)) return;
        document["version"] = present.Version + 1;
        types.TryPut(StoredResource.From(document), present);
    }

    /// <summary>The order as it stands now, by id or order number; null when there is none.</summary>
    public JsonElement? FindOrder(string idOrNumber)
    {
        var row = _project.Orders.FindById(idOrNumber) ?? _project.Orders.FindByNumber(idOrNumber);
        return row is null ? null : Parse(row);
    }

    /// <summary>All orders as they stand, one by one, in no order.</summary>
    public IEnumerable<JsonElement> Orders() => _project.Orders.All().Select(Parse);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
    }

    private static JsonElement Parse(StoredOrder row)
    {
        using var document = JsonDocument.Parse(row.Json);
        return document.RootElement.Clone();
    }

    private static WebApplication Build(CommercetoolsSimulatorOptions options, RequestPipeline pipeline)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MaxRequestLineSize = 64 * 1024;
        });
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var server = builder.Build();
        server.Run(pipeline.HandleAsync);
        return server;
    }

    /// <summary>The process belongs to whoever started the simulator: it neither writes to the console nor listens for Ctrl+C.</summary>
    private sealed class SilentLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
