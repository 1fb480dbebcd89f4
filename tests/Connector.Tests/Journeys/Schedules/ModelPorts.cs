using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Ports.Rates;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Options;

namespace Connector.Tests.Journeys.Schedules;

/// <summary>Two vendors and one set of stores in memory. Those on which the protocols rest stop an actor at each call; the others only keep notes.</summary>
internal sealed class ModelPorts
{
    private readonly Dictionary<Type, object> _ports = [];

    /// <param name="broken">Puts another port in place of one, to see that its fault is found.</param>
    public ModelPorts(IPortHost host, TimeProvider clock, bool hasV2, TimeSpan labelsAreVisibleAfter, Func<object, object> broken)
    {
        (Shop, Account) = (new ModelShop(clock), new ModelShipStation(clock) { LabelsAreVisibleAfter = labelsAreVisibleAfter });
        var queue = new InMemoryWorkQueue(clock);
        (Queue, Sync, Labels, Ledger, Shipments) = (queue, new InMemorySyncStore(), new InMemoryLabelStore(), new InMemorySpendLedger(), new InMemoryShippingStore(clock));
        Errors = new InMemoryErrorQueue(queue);

        Gate<ICommerceOrders>(Shop);
        Gate<IShippingAccount>(Account);
        Gate(Queue);
        Gate(Sync);
        Gate(Shipments);
        Gate(Labels);
        Gate(Ledger);
        Gate<ICursorStore>(new InMemoryCursorStore(clock));
        Gate<ILeases>(new InMemoryLeases(clock));
        Gate<ISeenNotifications>(new InMemorySeenNotifications(clock));

        Open<ICommerceReferences>(Shop);
        Open<ICommerceProducts>(Shop);
        Open<IShippingAccounts>(new OneAccount((IShippingAccount)_ports[typeof(IShippingAccount)]));
        Open<ILabelAccounts>(new ModelLabels(Account, hasV2, host, clock));
        Open(Errors);
        Open<IJournal>(new InMemoryJournal());
        Open<IOrderIndex>(new InMemoryOrderIndex());
        Open<IErrorCases>(new InMemoryErrorCases());
        Open<IOrderOverrides>(new InMemoryOrderOverrides());
        Open<IRunRecords>(new InMemoryRunRecords());
        Open<IRuleVersions>(new InMemoryRuleVersions());
        Open<IFlowPauses>(new InMemoryFlowPauses(clock));
        Open<ITrackingStore>(new InMemoryTrackingStore());
        Open<ILabelArchive>(new InMemoryLabelArchive());
        var notifications = new ModelNotifications(clock);
        Open<ITrackingSource>(notifications);
        Open<IWebhookSecrets>(notifications);
        Open<ISignedNotifications>(notifications);

        void Gate<T>(T port) where T : class => _ports[typeof(T)] = GatedPort.Before((T)broken(port), host);

        void Open<T>(T port) where T : class => _ports[typeof(T)] = port;
    }

    public static IReadOnlyList<Type> Types { get; } =
    [
        typeof(ICommerceOrders), typeof(IWorkQueue), typeof(ISyncStore), typeof(IShippingStore), typeof(ILabelStore), typeof(ISpendLedger), typeof(ICursorStore), typeof(ILeases), typeof(ISeenNotifications),
        typeof(ICommerceReferences), typeof(ICommerceProducts), typeof(IShippingAccounts), typeof(ILabelAccounts), typeof(IErrorQueue), typeof(IJournal), typeof(IOrderIndex), typeof(IErrorCases),
        typeof(IOrderOverrides), typeof(IRunRecords), typeof(IRuleVersions), typeof(IFlowPauses), typeof(ITrackingStore), typeof(ILabelArchive), typeof(ITrackingSource), typeof(IWebhookSecrets),
        typeof(ISignedNotifications)
    ];

    public Dictionary<Type, object> All => _ports;
    public ModelShop Shop { get; }
    public ModelShipStation Account { get; }
    public IWorkQueue Queue { get; }
    public ISyncStore Sync { get; }
    public IShippingStore Shipments { get; }
    public ILabelStore Labels { get; }
    public ISpendLedger Ledger { get; }
    public IErrorQueue Errors { get; }

    private sealed class OneAccount(IShippingAccount account) : IShippingAccounts
    {
        public IReadOnlyList<string> Names { get; } = [account.Name];

        public IShippingAccount Get(string name) => account;
    }
}

/// <summary>Every notification is genuine; a signed one says that there are new labels.</summary>
internal sealed class ModelNotifications(TimeProvider clock) : IWebhookSecrets, ISignedNotifications, ITrackingSource
{
    public const string SignedUrl = "signed:labels";

    public bool IsGenuine(string account, string? presented) => true;
    public bool IsClaimed(Func<string, string?> header) => true;
    public SignedRefusal? Screen(string account, Func<string, string?> header) => null;

    public Task<SignedNotificationResult> ReadAsync(string account, Func<string, string?> header, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        Task.FromResult(new SignedNotificationResult(new SignedNotification("delivery-1", clock.GetUtcNow().AddMinutes(5), SignedUrl, "LABEL_CREATED_V2", null), null));

    public bool CanRead(string account) => false;
    public Task<TrackingReading?> ReadAsync(string account, long shipmentId, RateLane lane, CancellationToken cancellationToken) => Task.FromResult<TrackingReading?>(null);
    public NotificationPointer? PointerOf(string account, string resourceUrl) => resourceUrl == SignedUrl ? new NotificationPointer(NotificationSubject.Labels) : null;
}
