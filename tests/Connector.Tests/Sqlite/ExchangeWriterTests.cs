using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Sqlite;
using Connector.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Connector.Tests.Sqlite;

public sealed class ExchangeWriterTests : IDisposable
{
    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task While_the_file_is_busy_a_bounded_number_waits_and_the_other_callers_do()
    {
        var database = _file.Open();
        await using var journal = new SqliteJournal(database, NullLogger<SqliteJournal>.Instance);
        using var release = new ManualResetEventSlim();
        var holder = await HoldAsync(database, release);

        var appends = Enumerable.Range(0, ExchangeWriter.Capacity * 4).Select(_ => journal.AppendAsync(Exchange(), default)).ToList();

        // One lot in the writer's hands, one waiting for it.
        Assert.InRange(appends.Count(static a => a.IsCompleted), 1, ExchangeWriter.Capacity * 2);
        release.Set();
        await Task.WhenAll(appends);
        await holder;
        await journal.FlushAsync(default);
        Assert.Equal(appends.Count, await journal.PruneAsync(JournalAges.All(ManualTimeProvider.Start.AddDays(1)), default));
    }

    [Fact]
    public async Task Disposing_waits_until_everything_is_written()
    {
        var database = _file.Open();
        var journal = new SqliteJournal(database, NullLogger<SqliteJournal>.Instance);
        using var release = new ManualResetEventSlim();
        var holder = await HoldAsync(database, release);
        for (var i = 0; i < 5; i++) await journal.AppendAsync(Exchange(), default);

        var disposing = journal.DisposeAsync().AsTask();

        Assert.False(disposing.IsCompleted);
        release.Set();
        await disposing;
        await holder;
        Assert.Equal(5, await database.ReadAsync(static s => s.Value<long>("SELECT count(*) FROM exchanges"), default));
    }

    [Fact]
    public async Task What_could_not_be_written_is_reported_by_the_next_flush_once()
    {
        var database = _file.Open();
        await using var journal = new SqliteJournal(database, NullLogger<SqliteJournal>.Instance);
        await database.WriteAsync(static s => { s.Execute("DROP TABLE exchange_orders"); return true; }, default);
        await journal.AppendAsync(Exchange(), default);

        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => journal.FlushAsync(default));
        await journal.FlushAsync(default);
    }

    [Fact]
    public async Task Bodies_take_much_less_room_than_they_are_long()
    {
        var database = _file.Open();
        await using var journal = new SqliteJournal(database, NullLogger<SqliteJournal>.Instance);
        await journal.AppendAsync(Exchange() with { RequestBody = string.Concat(Enumerable.Repeat("{\"orderNumber\":\"US-1\"},", 5000)) }, default);
        await journal.FlushAsync(default);
        Assert.InRange(await database.ReadAsync(static s => s.Value<long>("SELECT length(request_body) FROM exchanges"), default), 1, 5000);
    }

    [Fact]
    public async Task No_caller_waits_for_the_redaction_of_a_body()
    {
        var database = _file.Open();
        await using var journal = new SqliteJournal(database, NullLogger<SqliteJournal>.Instance);
        using var release = new ManualResetEventSlim();
        var body = ExchangeBody.Later(() => release.Wait(TimeSpan.FromSeconds(20)) ? "{\"a\":1}" : "The caller did not come back.");
        var order = Ids.OrderId();

        await journal.AppendAsync(Exchange() with { Request = body, OrderIds = [order] }, default);
        var read = Task.Run(() => journal.ReadAsync(order, default));

        Assert.False(read.IsCompleted);
        release.Set();
        Assert.Equal("{\"a\":1}", Assert.Single(await read).Exchange!.RequestBody);
    }

    [Fact]
    public async Task A_body_that_cannot_be_redacted_is_not_kept_as_it_is_and_costs_no_other_call_its_entry()
    {
        var database = _file.Open();
        await using var journal = new SqliteJournal(database, NullLogger<SqliteJournal>.Instance);
        var (bad, good) = (Ids.OrderId(), Ids.OrderId());

        await journal.AppendAsync(Exchange() with { Response = ExchangeBody.Later(static () => throw new StorageException(FailureKind.Transient, ErrorCodes.StorageFull, "The key is out of reach.")), OrderIds = [bad] }, default);
        await journal.AppendAsync(Exchange() with { OrderIds = [good] }, default);

        Assert.Equal("The key is out of reach.", (await Assert.ThrowsAsync<StorageException>(() => journal.FlushAsync(default))).Message);
        Assert.Empty(await journal.ReadAsync(bad, default));
        Assert.Single(await journal.ReadAsync(good, default));
    }

    /// <summary>Keeps every other writer out until released.</summary>
    private static async Task<Task> HoldAsync(SqliteDatabase database, ManualResetEventSlim release)
    {
        var held = new TaskCompletionSource();
        var holder = Task.Run(() => database.WriteAsync(
            _ =>
            {
                held.SetResult();
                release.Wait();
                return true;
            },
            default));
        await held.Task;
        return holder;
    }

    private static Exchange Exchange() =>
        new(ManualTimeProvider.Start, "ShipStation", "GET", "/orders", 200, null, TimeSpan.FromMilliseconds(80), 1, null, "{}", [Ids.OrderId()]);
}
