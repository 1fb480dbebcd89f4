using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Ports.Rates;
using Connector.TestSupport;
using Connector.TestSupport.Contracts;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Options;

namespace Connector.Tests.TestSupport.InMemory;

// One process only: every further call for "another instance" gives the same one.

public sealed class InMemorySyncStoreTests : SyncStoreContract
{
    private readonly InMemorySyncStore _store = new();
    protected override Task<ISyncStore> CreateAsync(ManualTimeProvider clock) => Task.FromResult<ISyncStore>(_store);
}

public sealed class InMemoryShippingStoreTests : ShippingStoreContract
{
    private InMemoryShippingStore? _store;
    protected override Task<IShippingStore> CreateAsync(ManualTimeProvider clock) => Task.FromResult<IShippingStore>(_store ??= new InMemoryShippingStore(clock));
}

public sealed class InMemoryCursorStoreTests : CursorStoreContract
{
    private InMemoryCursorStore? _store;
    protected override Task<ICursorStore> CreateAsync(ManualTimeProvider clock) => Task.FromResult<ICursorStore>(_store ??= new InMemoryCursorStore(clock));
}

public sealed class InMemoryLeasesTests : LeasesContract
{
    private InMemoryLeases? _leases;
    protected override Task<ILeases> CreateAsync(ManualTimeProvider clock) => Task.FromResult<ILeases>(_leases ??= new InMemoryLeases(clock));
}

public sealed class InMemoryRunRecordsTests : RunRecordsContract
{
    private readonly InMemoryRunRecords _records = new();
    protected override Task<IRunRecords> CreateAsync(ManualTimeProvider clock) => Task.FromResult<IRunRecords>(_records);
}

public sealed class InMemoryRuleVersionsTests : RuleVersionsContract
{
    private readonly InMemoryRuleVersions _versions = new();
    protected override Task<IRuleVersions> CreateAsync(ManualTimeProvider clock) => Task.FromResult<IRuleVersions>(_versions);
}

public sealed class InMemoryFlowPausesTests : FlowPausesContract
{
    private InMemoryFlowPauses? _pauses;
    protected override Task<IFlowPauses> CreateAsync(ManualTimeProvider clock) => Task.FromResult<IFlowPauses>(_pauses ??= new InMemoryFlowPauses(clock));
}

public sealed class InMemorySeenNotificationsTests : SeenNotificationsContract
{
    private InMemorySeenNotifications? _seen;
    protected override Task<ISeenNotifications> CreateAsync(ManualTimeProvider clock) => Task.FromResult<ISeenNotifications>(_seen ??= new InMemorySeenNotifications(clock));
}

public sealed class InMemoryTrackingStoreTests : TrackingStoreContract
{
    private readonly InMemoryTrackingStore _store = new();
    protected override Task<ITrackingStore> CreateAsync(ManualTimeProvider clock) => Task.FromResult<ITrackingStore>(_store);
}

public sealed class InMemoryWorkQueueTests : WorkQueueContract
{
    private InMemoryWorkQueue? _queue;
    protected override Task<IWorkQueue> CreateAsync(ManualTimeProvider clock) => Task.FromResult<IWorkQueue>(_queue ??= new InMemoryWorkQueue(clock));
}

public sealed class InMemoryLocalWorkQueueTests : LocalWorkQueueContract
{
    protected override Task<IWorkQueue> CreateAsync(ManualTimeProvider clock) => Task.FromResult<IWorkQueue>(new InMemoryWorkQueue(clock));
}

public sealed class InMemoryErrorQueueTests : ErrorQueueContract
{
    private InMemoryWorkQueue? _queue;

    protected override Task<(IWorkQueue Queue, IErrorQueue Errors)> CreateAsync(ManualTimeProvider clock)
    {
        _queue ??= new InMemoryWorkQueue(clock);
        return Task.FromResult<(IWorkQueue, IErrorQueue)>((_queue, new InMemoryErrorQueue(_queue)));
    }
}

public sealed class InMemoryJournalTests : JournalContract
{
    private readonly InMemoryJournal _journal = new();
    protected override Task<IJournal> CreateAsync(ManualTimeProvider clock) => Task.FromResult<IJournal>(_journal);
}

public sealed class InMemoryRateBudgetTests : RateBudgetContract
{
    private InMemoryRateBudget? _budget;

    protected override Task<IRateBudget> CreateAsync(ManualTimeProvider clock, RateBudgetOptions options) =>
        Task.FromResult<IRateBudget>(_budget ??= new InMemoryRateBudget(Options.Create(options), clock));
}

public sealed class InMemoryLabelStoreTests : LabelStoreContract
{
    private readonly InMemoryLabelStore _store = new();
    protected override Task<ILabelStore> CreateAsync() => Task.FromResult<ILabelStore>(_store);
}

public sealed class InMemorySpendLedgerTests : SpendLedgerContract
{
    private readonly InMemorySpendLedger _store = new();
    protected override Task<ISpendLedger> CreateAsync() => Task.FromResult<ISpendLedger>(_store);
}

public sealed class InMemoryLabelArchiveTests : LabelArchiveContract
{
    private readonly InMemoryLabelArchive _store = new();
    protected override Task<ILabelArchive> CreateAsync() => Task.FromResult<ILabelArchive>(_store);
}

public sealed class InMemoryOrderIndexTests : OrderIndexContract
{
    private readonly InMemoryOrderIndex _index = new();
    protected override Task<IOrderIndex> CreateAsync(ManualTimeProvider clock) => Task.FromResult<IOrderIndex>(_index);
}

public sealed class InMemoryErrorCasesTests : ErrorCasesContract
{
    private readonly InMemoryErrorCases _cases = new();
    protected override Task<IErrorCases> CreateAsync(ManualTimeProvider clock) => Task.FromResult<IErrorCases>(_cases);
}

public sealed class InMemoryOrderOverridesTests : OrderOverridesContract
{
    private readonly InMemoryOrderOverrides _overrides = new();
    protected override Task<IOrderOverrides> CreateAsync() => Task.FromResult<IOrderOverrides>(_overrides);
}
