using System.Collections.Concurrent;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.ShipStation.V2.Labels;
using Microsoft.Extensions.Options;

namespace Connector.ShipStation.Labels;

/// <summary>The label side of the configured accounts, made when it is asked for: nothing is called and nothing kept before.</summary>
internal sealed class LabelAccounts(
    ShipStationAccounts accounts, IOptionsMonitor<ShipStationOptions> options, IHttpClientFactory http, IJournal journal, TimeProvider clock) : ILabelAccounts
{
    private readonly ConcurrentDictionary<string, Lazy<LabelAccount>> _made = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> Names => accounts.Names;

    public ILabelAccount Get(string name)
    {
        var own = accounts.Get(name).Name;
        return _made.GetOrAdd(own, key => new Lazy<LabelAccount>(() => Create(key))).Value;
    }

    private LabelAccount Create(string name)
    {
        var (v1, lists) = accounts.V1(name);
        var v2 = accounts.V2(name);
        var v2Lists = v2 is null ? null : new V2LabelLists(name, v2);
        return new LabelAccount
        {
            Name = name,
            HasV2 = v2 is not null,
            Rates = new Rates(v1, v2),
            Purchases = new LabelPurchases(v1, v2),
            Readings = new LabelReadings(lists, v2Lists, clock),
            Voids = new LabelVoids(v1, v2),
            Carriers = v2 is null ? new CarrierAccounts(v1) : new V2CarrierAccounts(v2),
            Origins = new Origins(v1),
            Shipments = v2 is null ? null : new LabelShipments(v2),
            Batches = v2 is null ? null : new LabelBatches(v2, v2Lists!),
            Documents = new LabelDocuments(new DownloadGuard(options.Get(name).V2BaseAddress), http, journal, clock)
        };
    }

    private sealed class LabelAccount : ILabelAccount
    {
        public required string Name { get; init; }
        public required bool HasV2 { get; init; }
        public required IRates Rates { get; init; }
        public required ILabelPurchases Purchases { get; init; }
        public required ILabelReadings Readings { get; init; }
        public required ILabelVoids Voids { get; init; }
        public required ICarrierAccounts Carriers { get; init; }
        public required IOrigins Origins { get; init; }
        public ILabelShipments? Shipments { get; init; }
        public ILabelBatches? Batches { get; init; }
        public required ILabelDocuments Documents { get; init; }
    }
}
