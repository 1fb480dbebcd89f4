using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Simulators.Commercetools.Seeds;

namespace Connector.Benchmarks;

/// <summary>State, queue and journal in a SQLite file, for a hundred orders at a time, each write durable; and what hides people in a body of a hundred orders.</summary>
[MemoryDiagnoser]
public class StoreBenchmarks
{
    private const int Bulk = 100;
    private BenchmarkWorld _world = null!;
    private IReadOnlyList<SyncRow> _rows = [];
    private byte[] _body = [];
    private string _text = "";
    private int _made;

    [GlobalSetup]
    public void SetUp() => SetUpAsync().GetAwaiter().GetResult();

    private async Task SetUpAsync()
    {
        _world = await BenchmarkWorld.StartAsync(1, keepsJournal: true);
        _rows = await WriteNewRowsAsync();
        _body = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(OrderSeed.Create(Bulk, 1, OrderMix.Plain)));
        _text = Encoding.UTF8.GetString(_body);
    }

    [GlobalCleanup]
    public void CleanUp() => CleanUpAsync().GetAwaiter().GetResult();

    private async Task CleanUpAsync() => await _world.DisposeAsync();

    [Benchmark]
    public string? Redact_a_body_of_100_orders() => _world.Get<Redaction>().Json(_body);

    [Benchmark]
    public Task<IReadOnlyList<SyncRow>> Read_100_rows() => _world.Get<ISyncStore>().GetAsync([.. _rows.Select(static row => row.OrderId)], default);

    [Benchmark]
    public async Task Write_100_rows_again() => _rows = [.. (await _world.Get<ISyncStore>().WriteAsync(_rows, default)).OfType<SyncRow>()];

    [Benchmark]
    public Task Write_100_new_rows() => WriteNewRowsAsync();

    [Benchmark]
    public async Task<int> Queue_100_messages_and_complete_them()
    {
        var queue = _world.Get<IWorkQueue>();
        await queue.SendAsync(QueueNames.Orders, [.. Enumerable.Range(0, Bulk).Select(Message)], null, default);
        var taken = await queue.ReceiveAsync(QueueNames.Orders, Bulk, TimeSpan.FromMinutes(1), default);
        await queue.SettleAsync([.. taken.Select(static message => (message, (Settlement)new Settlement.Complete()))], default);
        return taken.Count;
    }

    [Benchmark]
    public Task Journal_100_outcomes() => _world.Get<IJournal>().AppendAsync([.. Enumerable.Range(0, Bulk).Select(Entry)], default);

    [Benchmark]
    public async Task Journal_a_call_of_100_orders()
    {
        var journal = _world.Get<IJournal>();
        await journal.AppendAsync(
            new Exchange(TimeProvider.System.GetUtcNow(), "ShipStation", "POST", "/orders/createorders", 200, null, TimeSpan.FromMilliseconds(200), 1, _text, _text, [.. _rows.Select(static row => row.OrderId)]), default);
        await journal.FlushAsync(default);
    }

    private async Task<IReadOnlyList<SyncRow>> WriteNewRowsAsync() => [.. (await _world.Get<ISyncStore>().WriteAsync([.. Enumerable.Range(0, Bulk).Select(_ => Row(++_made))], default)).OfType<SyncRow>()];

    private static SyncRow Row(int n) => new()
    {
        OrderId = OrderId(n), GroupKey = "main", OrderKey = OrderKeys.OrderKey(OrderId(n), "main"), OrderNumber = $"US-{n:D7}", ShippingNumber = $"US-{n:D7}", Account = "default",
        ShippingOrderId = 500_000_000L + n, OrderVersion = 7, PayloadHash = new string('a', 64), Status = SyncStatus.Shipped, UpdatedAt = TimeProvider.System.GetUtcNow()
    };

    private static WorkMessage Message(int n) => new() { Type = MessageTypes.PushOrder, Id = OrderId(n), OrderNumber = $"US-{n:D7}", Version = 7, CorrelationId = $"c-{n}", EnqueuedAt = TimeProvider.System.GetUtcNow() };

    private static JournalEntry Entry(int n) => new(TimeProvider.System.GetUtcNow(), JournalKind.Outcome, OrderId(n), $"US-{n:D7}", "Send order: created in ShipStation", $"c-{n}") { WorkId = $"w-{n}" };

    private static string OrderId(int n) => new Guid(n, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8).ToString();
}
