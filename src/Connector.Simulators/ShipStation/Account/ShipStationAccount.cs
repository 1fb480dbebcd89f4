using Connector.Simulators.Control;
using Connector.Simulators.ShipStation.Batches;
using Connector.Simulators.ShipStation.Documents;
using Connector.Simulators.ShipStation.Labels;
using Connector.Simulators.ShipStation.Money;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Quotes;
using Connector.Simulators.ShipStation.Shipments;
using Connector.Simulators.ShipStation.Time;
using Connector.Simulators.ShipStation.V2;
using Connector.Simulators.ShipStation.Webhooks;

namespace Connector.Simulators.ShipStation.Account;

/// <summary>The whole state of the one account that is simulated. Everything in it is used under <see cref="Gate"/>.</summary>
internal sealed class ShipStationAccount
{
    public ShipStationAccount(ShipStationSimulatorOptions options, SimulatorClock clock, WebhookSender webhooks)
    {
        Options = options;
        Clock = clock;
        Webhooks = webhooks;
        Maintenance = new OrderMaintenance(this, options.PostProcessAfter);
        Writing = new OrderWriter(this);
        Splitting = new OrderSplitter(this);
        Labels = new LabelService(this);
        FulfillmentService = new FulfillmentService(this);
        Carriers = new CarrierBook(this);
        Money = new MoneyDesk(this);
        Purchases = new LabelPurchases(this);
        Voids = new LabelVoids(this);
        Downloads = new DownloadBook(this);
        Batches = new BatchBook(this);
    }

    public Lock Gate { get; } = new();
    public ShipStationSimulatorOptions Options { get; }
    public SimulatorClock Clock { get; }
    public WebhookSender Webhooks { get; }
    public OrderBook Orders { get; } = new();
    public ShipmentBook Shipments { get; } = new();
    public FulfillmentBook Fulfillments { get; } = new();
    public TrackBook Tracks { get; } = new();
    public CustomerBook Customers { get; } = new();
    public ProductBook Products { get; } = new();
    public StoreBook Stores { get; } = new();
    public WarehouseBook Warehouses { get; } = new();
    public OrderMaintenance Maintenance { get; }
    public OrderWriter Writing { get; }
    public OrderSplitter Splitting { get; }
    public LabelService Labels { get; }
    public FulfillmentService FulfillmentService { get; }
    public CarrierBook Carriers { get; }
    public QuoteBook Quotes { get; } = new();
    public MoneyDesk Money { get; }
    public LabelPurchases Purchases { get; }
    public LabelVoids Voids { get; }
    public DownloadBook Downloads { get; }
    public BatchBook Batches { get; }

    /// <summary>Orders whose last purchase ended in a response that proves nothing.</summary>
    public UnknownOutcomes Unknown { get; } = new();
    public LabelSwitches Switches { get; set; } = new();

    /// <summary>Where the simulator itself listens: links to documents lead there.</summary>
    public Uri Address { get; set; } = new("http://127.0.0.1");

    /// <summary>Pacific local time in whole milliseconds.</summary>
    public DateTime Now => PacificTime.FromUtc(Clock.GetUtcNow());
    public DateOnly Today => DateOnly.FromDateTime(Now);

    /// <summary>Tells of orders that one call created or freed: one import, one event for each receiver.</summary>
    public void NotifyOfOrders(IReadOnlyList<OrderRecord> orders)
    {
        if (orders.Count == 0) return;
        var batch = Guid.NewGuid();
        Orders.Import(batch, [.. orders.Distinct()]);
        Webhooks.OrdersImported(batch, [.. orders.Select(order => order.StoreId).Distinct()]);
    }

    /// <summary>Does all that is due by now.</summary>
    public void CatchUp()
    {
        Maintenance.CatchUp();
        Batches.CatchUp();
        Voids.CatchUp();
        Money.CatchUp();
    }

    public void Clear()
    {
        Orders.Clear();
        Shipments.Clear();
        Fulfillments.Clear();
        Tracks.Clear();
        Customers.Clear();
        Products.Clear();
        Stores.Clear();
        Warehouses.Clear();
        Maintenance.Clear();
        Quotes.Clear();
        Money.Clear();
        Downloads.Clear();
        Batches.Clear();
        Voids.Clear();
        Unknown.Clear();
        Switches = new();
    }
}
