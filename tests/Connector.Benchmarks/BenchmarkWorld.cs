using System.Collections.Concurrent;
using System.Security.Cryptography;
using Connector.Core.Ports;
using Connector.Local.Hosting;
using Connector.Simulators.Commercetools;
using Connector.Simulators.Commercetools.Seeds;
using Connector.Simulators.ShipStation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;

namespace Connector.Benchmarks;

/// <summary>
/// The connector as the host on one machine composes it, with a SQLite file, in front of vendors whose responses were recorded: the first call of each address and body goes to a simulator, later ones get the same
/// bytes. So a benchmark sees our side alone.
/// </summary>
internal sealed class BenchmarkWorld : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly CommercetoolsSimulator _shop;
    private readonly ShipStationSimulator _shipping;
    private readonly ServiceProvider _services;

    private BenchmarkWorld(DirectoryInfo folder, CommercetoolsSimulator shop, ShipStationSimulator shipping, ServiceProvider services) =>
        (_folder, _shop, _shipping, _services) = (folder, shop, shipping, services);

    public IShippingAccount Account => Get<IShippingAccounts>().Get("default");

    /// <param name="keepsJournal">False leaves the journal out, and with it what it costs to hide people in bodies.</param>
    public static async Task<BenchmarkWorld> StartAsync(int orders, bool keepsJournal = false)
    {
        var shop = await CommercetoolsSimulator.StartAsync(new CommercetoolsSimulatorOptions());
        shop.Seed(orders, 1, OrderMix.Plain);
        var shipping = await ShipStationSimulator.StartAsync(new ShipStationSimulatorOptions { RequestsPerMinute = 0 }, CancellationToken.None);
        var folder = Directory.CreateTempSubdirectory("connector-benchmark-");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Commercetools:ProjectKey"] = "demo", ["Commercetools:ClientId"] = "demo", ["Commercetools:ClientSecret"] = "demo",
            ["Commercetools:ApiBaseAddress"] = shop.Address.ToString(), ["Commercetools:AuthorizationBaseAddress"] = shop.Address.ToString(),
            ["ShipStation:BaseAddress"] = shipping.Address.ToString(), ["ShipStation:ApiKey"] = "demo", ["ShipStation:ApiSecret"] = "demo", ["ShipStation:RequestsPerMinute"] = "10000",
            ["Locations:0:Key"] = "main", ["Locations:0:StoreId"] = "410001", ["Sqlite:Path"] = Path.Combine(folder.FullName, "connector.db")
        }).Build();
        var services = new ServiceCollection().AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Error)).AddSingleton(TimeProvider.System).AddConnector(configuration);
        services.AddSingleton<IHttpMessageHandlerBuilderFilter, Recordings>();
        if (!keepsJournal) services.AddSingleton<IJournal, NoJournal>();
        return new BenchmarkWorld(folder, shop, shipping, services.BuildServiceProvider());
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _shop.DisposeAsync();
        await _shipping.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private sealed class Recordings : IHttpMessageHandlerBuilderFilter
    {
        public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
        {
            next(builder);
            builder.PrimaryHandler = new Recording(builder.PrimaryHandler);
        };
    }

    private sealed class Recording(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly ConcurrentDictionary<string, Recorded> _known = new(StringComparer.Ordinal);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var sent = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
            var address = $"{request.Method} {request.RequestUri} {Convert.ToHexString(SHA256.HashData(sent))}";
            if (!_known.TryGetValue(address, out var recorded))
            {
                using var response = await base.SendAsync(request, cancellationToken);
                recorded = new Recorded(response, await response.Content.ReadAsByteArrayAsync(cancellationToken));
                _known[address] = recorded;
            }
            return recorded.Replay(request);
        }
    }

    private sealed class Recorded(HttpResponseMessage seen, byte[] body)
    {
        private readonly (System.Net.HttpStatusCode Status, List<KeyValuePair<string, IEnumerable<string>>> Headers, List<KeyValuePair<string, IEnumerable<string>>> ContentHeaders) _head =
            (seen.StatusCode, [.. seen.Headers], [.. seen.Content.Headers]);

        public HttpResponseMessage Replay(HttpRequestMessage request)
        {
            var response = new HttpResponseMessage(_head.Status) { RequestMessage = request, Content = new ByteArrayContent(body) };
            foreach (var (name, values) in _head.Headers) response.Headers.TryAddWithoutValidation(name, values);
            foreach (var (name, values) in _head.ContentHeaders) response.Content.Headers.TryAddWithoutValidation(name, values);
            return response;
        }
    }

    private sealed class NoJournal : IJournal
    {
        public Task AppendAsync(IReadOnlyList<Core.Model.Messages.JournalEntry> entries, CancellationToken cancellationToken) => Task.CompletedTask;
        public Task AppendAsync(Core.Model.Messages.Exchange exchange, CancellationToken cancellationToken) => Task.CompletedTask;
        public Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task<IReadOnlyList<Core.Model.Messages.TimelineItem>> ReadAsync(string orderId, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<string?> FindOrderIdAsync(string orderNumber, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<IReadOnlyList<Core.Model.Messages.JournalEntry>> ListRunsAsync(int take, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<long> PruneAsync(JournalAges before, CancellationToken cancellationToken) => throw new NotSupportedException();
        public Task<ErasedContent> EraseAsync(string orderId, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
