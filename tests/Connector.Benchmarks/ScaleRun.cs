using System.Diagnostics;
using System.Globalization;
using Connector.Azure.Tables;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Operations.Api;
using Connector.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connector.Benchmarks;

/// <summary>
/// How long people wait with very many orders: fills a SQLite file and measures what the page and the API ask of it. `scale --orders 100000 [--errors 100000] [--rounds 60] [--path FILE]`, or `--tables CONNECTION` for the list in Table Storage; an existing file is
/// measured as it is. Prints one line for each question: median, p95 and the longest, in milliseconds.
/// </summary>
internal static class ScaleRun
{
    private const int Batch = 2000;
    private const int PageSize = 100;
    private static readonly DateTimeOffset s_end = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] s_countries = ["US", "DE", "FR", "GB", "CA", "AT"];
    private static readonly string[] s_locations = ["east", "west", "berlin"];
    private static readonly string[] s_methods = ["standard", "express", "economy"];

    public static async Task RunAsync(string[] args)
    {
        var orders = Number(args, "--orders", 100_000);
        var errors = Number(args, "--errors", 100_000);
        var rounds = Number(args, "--rounds", 60);
        if (Text(args, "--tables") is { } connection)
        {
            await RunOnTablesAsync(connection, orders, rounds);
            return;
        }
        var path = Text(args, "--path") ?? Path.Combine(Path.GetTempPath(), $"connector-scale-{orders}.db");
        var isNew = !File.Exists(path);
        await using var services = Compose(path);
        if (isNew) await FillAsync(services, orders, errors);
        Console.WriteLine($"{orders:N0} orders, {errors:N0} errors, file {new FileInfo(path).Length / 1_048_576} MB");
        await MeasureAsync(services, orders, rounds);
        Console.WriteLine($"peak working set {Process.GetCurrentProcess().PeakWorkingSet64 / 1_048_576} MB");
    }

    /// <summary>The list of orders in Table Storage: an account, or an emulator, without tables of an earlier run.</summary>
    private static async Task RunOnTablesAsync(string connection, int orders, int rounds)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:ConnectionString"] = connection }).Build();
        await using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Error)).AddTableStorage(configuration).BuildServiceProvider();
        var index = services.GetRequiredService<IOrderIndex>();
        var watch = Stopwatch.StartNew();
        foreach (var batch in Enumerable.Range(0, orders).Chunk(200)) await index.PutAsync([.. batch.Select(n => Summary(n, orders))], default);
        Console.WriteLine($"{orders:N0} orders in tables, filled in {watch.Elapsed.TotalSeconds:N0} s");
        await MeasureListAsync(index, orders, rounds);
        Console.WriteLine($"peak working set {Process.GetCurrentProcess().PeakWorkingSet64 / 1_048_576} MB");
    }

    private static ServiceProvider Compose(string path)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Sqlite:Path"] = path }).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Error)).AddSqlite(configuration);
        services.AddSingleton<IShippingAccounts, OneAccount>();
        return services.AddOperations().BuildServiceProvider();
    }

    private static async Task FillAsync(ServiceProvider services, int orders, int errors)
    {
        var watch = Stopwatch.StartNew();
        var (index, sync, journal, queue) = (services.GetRequiredService<IOrderIndex>(), services.GetRequiredService<ISyncStore>(), services.GetRequiredService<IJournal>(), services.GetRequiredService<IWorkQueue>());
        foreach (var batch in Enumerable.Range(0, orders).Chunk(Batch))
        {
            await index.PutAsync([.. batch.Select(n => Summary(n, orders))], default);
            // The rest of what a history needs; of a million orders only of each tenth, to be done in an hour.
            var detailed = batch.Where(n => orders <= 100_000 || n % 10 == 0).ToList();
            await sync.WriteAsync([.. detailed.Select(Row)], default);
            await journal.AppendAsync([.. detailed.SelectMany(Entries)], default);
        }
        Console.WriteLine($"orders filled in {watch.Elapsed.TotalSeconds:N0} s");
        foreach (var batch in Enumerable.Range(0, errors).Chunk(Batch))
        {
            await queue.SendAsync(QueueNames.Orders, [.. batch.Select(static n => Message(n))], null, default);
            for (var left = batch.Length; left > 0;)
            {
                var taken = await queue.ReceiveAsync(QueueNames.Orders, 500, TimeSpan.FromMinutes(5), default);
                await queue.SettleAsync([.. taken.Select(m => (m, (Settlement)new Settlement.DeadLetter(Info(WorkMessageBody.Read(m.Body.Span, out _)!))))], default);
                left -= taken.Count;
            }
        }
        Console.WriteLine($"all filled in {watch.Elapsed.TotalSeconds:N0} s");
    }

    private static async Task MeasureAsync(ServiceProvider services, int orders, int rounds)
    {
        await MeasureListAsync(services.GetRequiredService<IOrderIndex>(), orders, rounds);
        var random = new Random(11);
        var traces = services.GetRequiredService<OrderTraces>();
        await CaseAsync("history of one order", rounds, _ => traces.FindAsync(OrderNumber(random.Next(orders / 10) * 10), default));
        var review = services.GetRequiredService<ErrorReview>();
        await CaseAsync("errors by cause", Math.Min(rounds, 20), _ => review.GroupAsync(ErrorTab.Open, new ErrorFilter(), default));
        await CaseAsync("errors, first page", rounds, _ => review.ListAsync(ErrorTab.Open, null, new ErrorFilter(), PageSize, default));
    }

    private static async Task MeasureListAsync(IOrderIndex index, int orders, int rounds)
    {
        var random = new Random(7);
        var soon = s_end.AddDays(-1);
        await Case("list, newest first", _ => index.ListAsync(new OrderFilter(), null, PageSize, default));
        await Case("list, page 50", async _ => await DeepAsync(index, orders));
        await Case("list, open, oldest first", _ => index.ListAsync(new OrderFilter { Sort = OrderSort.Oldest }, null, PageSize, default));
        await Case("list, by deadline", _ => index.ListAsync(new OrderFilter { Sort = OrderSort.Deadline }, null, PageSize, default));
        await Case("list, broken promises", _ => index.ListAsync(new OrderFilter { Sort = OrderSort.Deadline, DeadlineBefore = soon }, null, PageSize, default));
        await Case("list, needs attention", _ => index.ListAsync(new OrderFilter(NeedsAttention: true), null, PageSize, default));
        await Case("list, on hold", _ => index.ListAsync(new OrderFilter(Progress: [OrderProgress.OnHold]), null, PageSize, default));
        await Case("list, shipped or delivered, one country", n => index.ListAsync(new OrderFilter(Progress: [OrderProgress.Shipped, OrderProgress.Delivered], Country: s_countries[n % 6]), null, PageSize, default));
        await Case("list, shipped, country and location", n => index.ListAsync(new OrderFilter(Progress: [OrderProgress.Shipped], Country: s_countries[n % 2 * 3], Location: s_locations[0]), null, PageSize, default));
        await Case("list, a filter that nothing matches", _ => index.ListAsync(new OrderFilter(Country: "NZ", Method: "express"), null, PageSize, default));
        await Case("list, one day", n => index.ListAsync(new OrderFilter(PlacedFrom: s_end.AddDays(-n % 300 - 1), PlacedTo: s_end.AddDays(-n % 300)), null, PageSize, default));
        await Case("search, last six digits", _ => Find(index, $"{random.Next(orders):D7}"[1..]));
        await Case("search, part that many have", _ => Find(index, "100"));
        await Case("search, part that nothing has", _ => Find(index, "zzzq"));
        await Case("search, SKU", n => Find(index, $"sku-{n % 500}"));
        await Case("search, e-mail", n => Find(index, $"mail:{n % Math.Max(1, orders / 3):x32}"));
        await Case("counts", _ => index.CountAsync(s_end, s_end.AddHours(2), default));

        Task Case(string name, Func<int, Task> ask) => CaseAsync(name, rounds, ask);
    }

    private static async Task CaseAsync(string name, int rounds, Func<int, Task> ask)
    {
        await ask(0);
        var took = new List<double>();
        for (var n = 1; n <= rounds; n++)
        {
            var began = Stopwatch.GetTimestamp();
            await ask(n);
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        took.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {took[took.Count / 2]:0.0} | {took[(int)(took.Count * 0.95) - 1]:0.0} | {took[^1]:0.0} |"));
    }

    private static Task<OrderListPage> Find(IOrderIndex index, string word) => index.ListAsync(new OrderFilter(word), null, PageSize, default);

    /// <summary>A page far down the list, as a position that somebody kept.</summary>
    private static Task<OrderListPage> DeepAsync(IOrderIndex index, int orders)
    {
        var order = Summary(orders / 2, orders);
        return index.ListAsync(new OrderFilter(), OrderPosition.From(order, OrderSort.Newest).Write(), PageSize, default);
    }

    private static OrderSummary Summary(int n, int all)
    {
        // The newest two in a hundred are open; a year of orders.
        var placed = s_end.AddMinutes(-(long)(all - n) * 525_600 / all);
        var progress = all - n > all / 50 ? n % 40 == 0 ? OrderProgress.Cancelled : n % 3 == 0 ? OrderProgress.Shipped : OrderProgress.Delivered : (OrderProgress)(n % 5);
        return new OrderSummary
        {
            OrderId = OrderId(n), OrderNumber = OrderNumber(n), Version = 7, Progress = progress, PlacedAt = placed, DueAt = placed, SentAt = placed.AddMinutes(2), Country = s_countries[n % 6], Method = s_methods[n % 3],
            Locations = [s_locations[n % 3]], Accounts = ["default"], Tracking = progress is OrderProgress.Shipped or OrderProgress.Delivered ? [$"9400{n:D12}"] : [], ShippingOrderIds = [500_000_000L + n], ShipmentKeys = [$"ss-{700_000_000L + n}"],
            Skus = [$"SKU-{n % 500}", $"SKU-{n * 7 % 500}"], EmailHash = $"mail:{n % Math.Max(1, all / 3):x32}", UpdatedAt = placed.AddHours(1),
            Deadline = OrderSummary.IsOpenAt(progress) ? placed.AddDays(2) : null, Problems = OrderSummary.IsOpenAt(progress) && n % 20 == 0 ? [new OrderProblem(MessageTypes.PushOrder, "MissingAddress", "The order has no shipping address.", placed)] : []
        };
    }

    private static SyncRow Row(int n) => new()
    {
        OrderId = OrderId(n), GroupKey = "main", OrderKey = OrderKeys.OrderKey(OrderId(n), "main"), OrderNumber = OrderNumber(n), ShippingNumber = OrderNumber(n), Account = "default", ShippingOrderId = 500_000_000L + n,
        OrderVersion = 7, PayloadHash = new string('a', 64), Status = SyncStatus.Shipped, UpdatedAt = s_end
    };

    private static IEnumerable<JournalEntry> Entries(int n)
    {
        string[] texts = ["due", "created in ShipStation", "updated in ShipStation", "label", "written back"];
        return texts.Select((text, i) => new JournalEntry(s_end.AddMinutes(i - 10_000), JournalKind.Outcome, OrderId(n), OrderNumber(n), $"Send order: {text}", $"c-{n}-{i}")
        {
            Events = [new OrderEvent((OrderEventKind)(i + 4), OrderActor.Connector, text)], WorkId = $"c-{n}-{i}"
        });
    }

    private static WorkMessage Message(int n) => new() { Type = MessageTypes.PushOrder, Id = OrderId(n), OrderNumber = OrderNumber(n), Version = 7, CorrelationId = $"e-{n}", EnqueuedAt = s_end };

    private static DeadLetterInfo Info(WorkMessage message)
    {
        var n = int.Parse(message.OrderNumber!.AsSpan(3), CultureInfo.InvariantCulture);
        return (n % 4) switch
        {
            0 => new DeadLetterInfo(FailureKind.Unmappable, ErrorCodes.MissingAddress, "The order has no shipping address.", message.Id, message.OrderNumber, message.CorrelationId, s_end),
            1 => new DeadLetterInfo(FailureKind.Unmappable, ErrorCodes.UnmappedShippingMethod, $"No shipping rule for method \"Economy\" of order {message.OrderNumber}.", message.Id, message.OrderNumber, message.CorrelationId, s_end),
            2 => new DeadLetterInfo(FailureKind.Rejected, ErrorCodes.PushRejected, $"ShipStation refused the order: weight {n} is too high.", message.Id, message.OrderNumber, message.CorrelationId, s_end),
            _ => new DeadLetterInfo(FailureKind.Unknown, ErrorCodes.ServerError, $"ShipStation failed with status 500 for {message.Id}.", message.Id, message.OrderNumber, message.CorrelationId, s_end)
        };
    }

    private static string OrderNumber(int n) => $"US-{n:D7}";
    private static string OrderId(int n) => new Guid(n, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8).ToString();

    private static int Number(string[] args, string name, int otherwise) => Text(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static string? Text(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    private sealed class OneAccount : IShippingAccounts
    {
        public IReadOnlyList<string> Names => ["default"];
        public IShippingAccount Get(string name) => throw new NotSupportedException("Nobody is asked.");
    }
}
