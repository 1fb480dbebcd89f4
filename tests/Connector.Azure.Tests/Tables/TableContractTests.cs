using Connector.Azure.Tables;
using Connector.Azure.Tests.Azurite;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Ports.Rates;
using Connector.TestSupport;
using Connector.TestSupport.Contracts;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Connector.Azure.Tests.Tables;

// Each instance has a connection of its own, as a second process on the same account has.

[NeedsAzurite]
public sealed class TableSyncStoreTests : SyncStoreContract
{
    private readonly Storage _storage = new();
    protected override async Task<ISyncStore> CreateAsync(ManualTimeProvider clock) => new TableSyncStore(await _storage.ConnectAsync());
}

[NeedsAzurite]
public sealed class TableShippingStoreTests : ShippingStoreContract
{
    private readonly Storage _storage = new();
    protected override async Task<IShippingStore> CreateAsync(ManualTimeProvider clock) => new TableShippingStore(await _storage.ConnectAsync(), clock);
}

[NeedsAzurite]
public sealed class TableCursorStoreTests : CursorStoreContract
{
    private readonly Storage _storage = new();
    protected override async Task<ICursorStore> CreateAsync(ManualTimeProvider clock) => new TableCursorStore(await _storage.ConnectAsync(), clock);
}

[NeedsAzurite]
public sealed class TableLeasesTests : LeasesContract
{
    private readonly Storage _storage = new();
    protected override async Task<ILeases> CreateAsync(ManualTimeProvider clock) => new TableLeases(await _storage.ConnectAsync(), clock);
}

[NeedsAzurite]
public sealed class TableRunRecordsTests : RunRecordsContract
{
    private readonly Storage _storage = new();
    protected override async Task<IRunRecords> CreateAsync(ManualTimeProvider clock) => new TableRunRecords(await _storage.ConnectAsync());
}

[NeedsAzurite]
public sealed class TableRuleVersionsTests : RuleVersionsContract
{
    private readonly Storage _storage = new();
    protected override async Task<IRuleVersions> CreateAsync(ManualTimeProvider clock) => new TableRuleVersions(await _storage.ConnectAsync());
}

[NeedsAzurite]
public sealed class TableFlowPausesTests : FlowPausesContract
{
    private readonly Storage _storage = new();
    protected override async Task<IFlowPauses> CreateAsync(ManualTimeProvider clock) => new TableFlowPauses(await _storage.ConnectAsync(), clock);
}

[NeedsAzurite]
public sealed class TableJournalTests : JournalContract
{
    private readonly Storage _storage = new();
    protected override async Task<IJournal> CreateAsync(ManualTimeProvider clock) => new TableJournal(await _storage.ConnectAsync(), NullLogger<TableJournal>.Instance);
}

[NeedsAzurite]
public sealed class TableRateBudgetTests : RateBudgetContract
{
    private readonly Storage _storage = new();

    protected override async Task<IRateBudget> CreateAsync(ManualTimeProvider clock, RateBudgetOptions options) =>
        new TableRateBudget(await _storage.ConnectAsync(), Options.Create(options), clock);
}

[NeedsAzurite]
public sealed class TableSeenNotificationsTests : SeenNotificationsContract
{
    private readonly Storage _storage = new();
    protected override async Task<ISeenNotifications> CreateAsync(ManualTimeProvider clock) => new TableSeenNotifications(await _storage.ConnectAsync(), clock);
}

[NeedsAzurite]
public sealed class TableTrackingStoreTests : TrackingStoreContract
{
    private readonly Storage _storage = new();
    protected override async Task<ITrackingStore> CreateAsync(ManualTimeProvider clock) => new TableTrackingStore(await _storage.ConnectAsync());
}

[NeedsAzurite]
public sealed class TableLabelStoreTests : LabelStoreContract
{
    private readonly Storage _storage = new();
    protected override async Task<ILabelStore> CreateAsync() => new TableLabelStore(await _storage.ConnectAsync(), TimeProvider.System);
}

[NeedsAzurite]
public sealed class TableSpendLedgerTests : SpendLedgerContract
{
    private readonly Storage _storage = new();
    protected override async Task<ISpendLedger> CreateAsync() => new TableSpendLedger(await _storage.ConnectAsync());
}

[NeedsAzurite]
public sealed class TableOrderIndexTests : OrderIndexContract
{
    private readonly Storage _storage = new();
    protected override async Task<IOrderIndex> CreateAsync(ManualTimeProvider clock) => new TableOrderIndex(await _storage.ConnectAsync());
}

[NeedsAzurite]
public sealed class TableErrorCasesTests : ErrorCasesContract
{
    private readonly Storage _storage = new();
    protected override async Task<IErrorCases> CreateAsync(ManualTimeProvider clock) => new TableErrorCases(await _storage.ConnectAsync());
}

[NeedsAzurite]
public sealed class TableOrderOverridesTests : OrderOverridesContract
{
    private readonly Storage _storage = new();
    protected override async Task<IOrderOverrides> CreateAsync() => new TableOrderOverrides(await _storage.ConnectAsync());
}
