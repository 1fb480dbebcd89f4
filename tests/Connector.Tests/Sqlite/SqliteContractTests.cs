using Connector.Core.Engine.Watch;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Core.Ports.Rates;
using Connector.Sqlite;
using Connector.TestSupport;
using Connector.TestSupport.Contracts;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Connector.Tests.Sqlite;

// Each instance has connections of its own, as a second process on the same file has.

public sealed class SqliteSyncStoreTests : SyncStoreContract, IDisposable
{
    private readonly TemporaryFile _file = new();
    protected override Task<ISyncStore> CreateAsync(ManualTimeProvider clock) => Task.FromResult<ISyncStore>(new SqliteSyncStore(_file.Open()));
    public void Dispose() => _file.Dispose();
}

public sealed class SqliteShippingStoreTests : ShippingStoreContract, IDisposable
{
    private readonly TemporaryFile _file = new();
    protected override Task<IShippingStore> CreateAsync(ManualTimeProvider clock) => Task.FromResult<IShippingStore>(new SqliteShippingStore(_file.Open(), clock));
    public void Dispose() => _file.Dispose();
}

public sealed class SqliteCursorStoreTests : CursorStoreContract, IDisposable
{
    private readonly TemporaryFile _file = new();
    protected override Task<ICursorStore> CreateAsync(ManualTimeProvider clock) => Task.FromResult<ICursorStore>(new SqliteCursorStore(_file.Open(), clock));
    public void Dispose() => _file.Dispose();
}

public sealed class SqliteLeasesTests : LeasesContract, IDisposable
{
    private readonly TemporaryFile _file = new();
    protected override Task<ILeases> CreateAsync(ManualTimeProvider clock) => Task.FromResult<ILeases>(new SqliteLeases(_file.Open(), new ProcessInstances(), clock));
    public void Dispose() => _file.Dispose();
}

public sealed class SqliteRunRecordsTests : RunRecordsContract, IDisposable
{
    private readonly TemporaryFile _file = new();
    protected override Task<IRunRecords> CreateAsync(ManualTimeProvider clock) => Task.FromResult<IRunRecords>(new SqliteRunRecords(_file.Open()));
    public void Dispose() => _file.Dispose();
}

public sealed class SqliteRuleVersionsTests : RuleVersionsContract, IDisposable
{
    private readonly TemporaryFile _file = new();
    protected override Task<IRuleVersions> CreateAsync(ManualTimeProvider clock) => Task.FromResult<IRuleVersions>(new SqliteRuleVersions(_file.Open()));
    public void Dispose() => _file.Dispose();
}

public sealed class SqliteFlowPausesTests : FlowPausesContract, IDisposable
{
    private readonly TemporaryFile _file = new();
    protected override Task<IFlowPauses> CreateAsync(ManualTimeProvider clock) => Task.FromResult<IFlowPauses>(new SqliteFlowPauses(_file.Open(), clock));
    public void Dispose() => _file.Dispose();
}

public sealed class SqliteSeenNotificationsTests : SeenNotificationsContract, IDisposable
{
    private readonly TemporaryFile _file = new();
    protected override Task<ISeenNotifications> CreateAsync(ManualTimeProvider clock) => Task.FromResult<ISeenNotifications>(new SqliteSeenNotifications(_file.Open(), clock));
    public void Dispose() => _file.Dispose();
}

public sealed class SqliteTrackingStoreTests : TrackingStoreContract, IDisposable
{
    private readonly TemporaryFile _file = new();
    protected override Task<ITrackingStore> CreateAsync(ManualTimeProvider clock) => Task.FromResult<ITrackingStore>(new SqliteTrackingStore(_file.Open()));
    public void Dispose() => _file.Dispose();
}

public sealed class SqliteWorkQueueTests : WorkQueueContract, IDisposable
{
    private readonly TemporaryFile _file = new();
    protected override Task<IWorkQueue> CreateAsync(ManualTimeProvider clock) => Task.FromResult<IWorkQueue>(new SqliteWorkQueue(_file.Open(), clock));
    public void Dispose() => _file.Dispose();
}

public sealed class SqliteLocalWorkQueueTests : LocalWorkQueueContract, IDisposable
{
    private readonly TemporaryFile _file = new();
    protected override Task<IWorkQueue> CreateAsync(ManualTimeProvider clock) => Task.FromResult<IWorkQueue>(new SqliteWorkQueue(_file.Open(), clock));
    public void Dispose() => _file.Dispose();
}

public sealed class SqliteErrorQueueTests : ErrorQueueContract, IDisposable
{
    private readonly TemporaryFile _file = new();

    protected override Task<(IWorkQueue Queue, IErrorQueue Errors)> CreateAsync(ManualTimeProvider clock)
    {
        var database = _file.Open();
        return Task.FromResult<(IWorkQueue, IErrorQueue)>((new SqliteWorkQueue(database, clock), new SqliteErrorQueue(database, clock)));
    }

    public void Dispose() => _file.Dispose();
}

public sealed class SqliteJournalTests : JournalContract, IDisposable
{
    private readonly TemporaryFile _file = new();
    private readonly List<SqliteJournal> _journals = [];

    protected override Task<IJournal> CreateAsync(ManualTimeProvider clock)
    {
        var journal = new SqliteJournal(_file.Open(), NullLogger<SqliteJournal>.Instance);
        _journals.Add(journal);
        return Task.FromResult<IJournal>(journal);
    }

    public void Dispose()
    {
        foreach (var journal in _journals) journal.Dispose();
        _file.Dispose();
    }
}

public sealed class SqliteRateBudgetTests : RateBudgetContract, IDisposable
{
    private readonly TemporaryFile _file = new();

    protected override Task<IRateBudget> CreateAsync(ManualTimeProvider clock, RateBudgetOptions options) =>
        Task.FromResult<IRateBudget>(new SqliteRateBudget(_file.Open(), Options.Create(options), clock));

    public void Dispose() => _file.Dispose();
}

public sealed class SqliteLabelStoreTests : LabelStoreContract, IDisposable
{
    private readonly TemporaryFile _file = new();
    protected override Task<ILabelStore> CreateAsync() => Task.FromResult<ILabelStore>(new SqliteLabelStore(_file.Open()));
    public void Dispose() => _file.Dispose();
}

public sealed class SqliteSpendLedgerTests : SpendLedgerContract, IDisposable
{
    private readonly TemporaryFile _file = new();
    protected override Task<ISpendLedger> CreateAsync() => Task.FromResult<ISpendLedger>(new SqliteSpendLedger(_file.Open()));
    public void Dispose() => _file.Dispose();
}

public sealed class SqliteLabelArchiveTests : LabelArchiveContract, IDisposable
{
    private readonly TemporaryFile _file = new();
    protected override Task<ILabelArchive> CreateAsync() => Task.FromResult<ILabelArchive>(new SqliteLabelArchive(_file.Open()));
    public void Dispose() => _file.Dispose();
}

public sealed class SqliteOrderIndexTests : OrderIndexContract, IDisposable
{
    private readonly TemporaryFile _file = new();
    protected override Task<IOrderIndex> CreateAsync(ManualTimeProvider clock) => Task.FromResult<IOrderIndex>(new SqliteOrderIndex(_file.Open()));
    public void Dispose() => _file.Dispose();
}

public sealed class SqliteErrorCasesTests : ErrorCasesContract, IDisposable
{
    private readonly TemporaryFile _file = new();
    protected override Task<IErrorCases> CreateAsync(ManualTimeProvider clock) => Task.FromResult<IErrorCases>(new SqliteErrorCases(_file.Open()));
    public void Dispose() => _file.Dispose();
}

public sealed class SqliteOrderOverridesTests : OrderOverridesContract, IDisposable
{
    private readonly TemporaryFile _file = new();
    protected override Task<IOrderOverrides> CreateAsync() => Task.FromResult<IOrderOverrides>(new SqliteOrderOverrides(_file.Open()));
    public void Dispose() => _file.Dispose();
}
