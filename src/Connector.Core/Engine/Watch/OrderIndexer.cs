using System.Collections.ObjectModel;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// Keeps the list of orders up to date: with what the pull reads, with what becomes of messages, and with what people do to errors. A second run is harmless: each row is
/// computed anew from all that is known. Nothing is written where nothing is new.
/// </summary>
public sealed class OrderIndexer(
    IOrderIndex index, ISyncStore sync, IShippingStore shipping, ITrackingStore tracking, IErrorQueue errors, Redaction redaction, PromiseClocks clocks, TimeProvider clock) : ISeenOrders
{
    /// <summary>What the pull has news of.</summary>
    public Task TakeAsync(IReadOnlyList<SeenOrder> seen, CancellationToken cancellationToken) =>
        WriteAsync(seen.Select(static f => f.OrderId), new News(seen, [], ReadOnlyDictionary<string, ShippingOrder>.Empty), static _ => false, cancellationToken);

    /// <summary>What became of messages: what went to the error queue needs attention, and what went well may end that. Returns what is over.</summary>
    public Task<IReadOnlyList<EndedProblem>> TakeAsync(IReadOnlyList<HandledWork> handled, CancellationToken cancellationToken)
    {
        var works = handled.Where(static w => w.Message.Type != MessageTypes.WebhookNotification).ToList();
        var facts = works.Select(static w => w.Outcome.Facts).OfType<SeenOrder>().ToList();
        var dead = works.Where(static w => w.Outcome is WorkOutcome.DeadLetter).Select(w => new DyingWork(w.Message, Problem(w, clock.GetUtcNow()))).ToList();
        var contents = new Dictionary<string, ShippingOrder>(StringComparer.Ordinal);
        foreach (var (hash, content) in works.SelectMany(static w => w.Outcome.Contents)) contents[hash] = content;
        return WriteAsync(works.Select(static w => w.Message.Id), new News(facts, dead, contents), static before => before.NeedsAttention, cancellationToken);
    }

    /// <summary>After somebody retried or dismissed something of these orders, and to make rows again.</summary>
    public Task RefreshAsync(IEnumerable<string> orderIds, CancellationToken cancellationToken) => WriteAsync(orderIds, new News([], [], ReadOnlyDictionary<string, ShippingOrder>.Empty), static _ => true, cancellationToken);

    /// <param name="looksUp">Whether the error queue must be asked what of this order is still in it: what no row says.</param>
    private async Task<IReadOnlyList<EndedProblem>> WriteAsync(IEnumerable<string> orderIds, News latest, Func<OrderSummary, bool> looksUp, CancellationToken cancellationToken)
    {
        string[] ids = [.. orderIds.Distinct(StringComparer.Ordinal)];
        if (ids.Length == 0) return [];
        var before = (await index.GetAsync(ids, cancellationToken)).ToDictionary(static o => o.OrderId, StringComparer.Ordinal);
        var rows = (await sync.GetAsync(ids, cancellationToken)).ToLookup(static r => r.OrderId, StringComparer.Ordinal);
        string[] sent = [.. ids.Where(id => rows.Contains(id))];
        var shipments = (sent.Length == 0 ? [] : await shipping.GetShipmentsAsync(sent, cancellationToken)).ToLookup(static s => s.OrderId!, StringComparer.Ordinal);
        var seen = (sent.Length == 0 ? [] : await shipping.GetOrdersAsync([.. rows.SelectMany(static r => r).Select(static r => r.OrderKey)], cancellationToken)).ToLookup(static s => s.OrderKey, StringComparer.Ordinal);
        string[] shipped = [.. sent.Where(id => shipments.Contains(id))];
        var parcels = (shipped.Length == 0 ? [] : await tracking.GetAsync(shipped, cancellationToken)).ToLookup(static p => p.OrderId!, StringComparer.Ordinal);
        var read = latest.Facts.GroupBy(static f => f.OrderId, StringComparer.Ordinal).ToDictionary(static g => g.Key, static g => g.MaxBy(static f => f.Version)!, StringComparer.Ordinal);
        var dying = latest.Dead.ToLookup(static d => d.Message.Id, StringComparer.Ordinal);
        var asked = ids.Where(id => before.TryGetValue(id, out var known) && looksUp(known)).ToHashSet(StringComparer.Ordinal);
        var waiting = await WaitingAsync(asked, cancellationToken);
        var (news, ended) = (new List<OrderSummary>(ids.Length), new List<EndedProblem>());
        var now = clock.GetUtcNow();
        foreach (var id in ids)
        {
            var row = before.GetValueOrDefault(id);
            var fresh = read.GetValueOrDefault(id);
            var open = asked.Contains(id) ? [.. waiting[id]] : row?.Problems ?? [];
            OrderProblem[] problems = [.. open.Where(p => dying[id].All(d => d.Problem.Work != p.Work)), .. dying[id].Select(static d => d.Problem)];
            var mine = rows[id].ToList();
            var computed = SummaryBuilder.Compute(
                new SummarySources(
                    id, row, fresh, mine, [.. shipments[id]], [.. mine.SelectMany(r => seen[r.OrderKey])], [.. parcels[id]], problems, EmailHash(fresh?.CustomerEmail, row, mine),
                    dying[id].Select(static d => d.Message.OrderNumber ?? d.Message.Id).FirstOrDefault())
                {
                    Contents = latest.Contents
                },
                now);
            if (computed is null) continue;
            ended.AddRange((row?.Problems ?? []).Where(was => Array.TrueForAll(problems, p => p.Work != was.Work)).Select(was => new EndedProblem(id, computed.OrderNumber, was)));
            var kept = clocks.Apply(computed);
            if (row is null || IsNews(kept, row)) news.Add(kept);
        }
        if (news.Count > 0) await index.PutAsync(news, cancellationToken);
        return ended;
    }

    /// <summary>A row that says the same is not written again. Whether it does is slow to find out, so what changes most is compared first.</summary>
    private static bool IsNews(OrderSummary now, OrderSummary before) =>
        now.Version != before.Version || now.Progress != before.Progress || !now.Write().AsSpan().SequenceEqual((before with { UpdatedAt = now.UpdatedAt }).Write());

    /// <summary>What of these orders is in the error queue, in one read: a queue in Azure is walked through for each.</summary>
    private async Task<ILookup<string, OrderProblem>> WaitingAsync(HashSet<string> orderIds, CancellationToken cancellationToken)
    {
        var entries = orderIds.Count == 0 ? [] : await errors.ListAsync(new ErrorFilter(Take: int.MaxValue) { OrderIds = orderIds }, cancellationToken);
        return entries.DistinctBy(static e => (e.Info.OrderId, e.MessageType))
            .ToLookup(static e => e.Info.OrderId!, static e => new OrderProblem(e.MessageType, e.Info.Code, e.Info.Description, e.Info.FirstFailedAt), StringComparer.Ordinal);
    }

    private string? EmailHash(string? address, OrderSummary? before, List<SyncRow> rows)
    {
        if (address is null && before?.EmailHash is null)
            address = rows.Select(static r => r.LastPayload()).OfType<byte[]>().Select(static sent => PayloadJson.Unpack(sent).CustomerEmail).FirstOrDefault();
        return string.IsNullOrWhiteSpace(address) ? null : redaction.EmailKey(address);
    }

    private static OrderProblem Problem(HandledWork work, DateTimeOffset now)
    {
        var dead = (WorkOutcome.DeadLetter)work.Outcome;
        return new OrderProblem(work.Message.Type, dead.Code, dead.Description, work.Message.FirstFailedAt ?? now);
    }

    /// <param name="Facts">What was read in the shop.</param>
    /// <param name="Dead">What is about to go to the error queue.</param>
    /// <param name="Contents">What is wanted of groups, of whichever order, by the hash of the payload.</param>
    private sealed record News(IReadOnlyList<SeenOrder> Facts, IReadOnlyList<DyingWork> Dead, IReadOnlyDictionary<string, ShippingOrder> Contents);

    /// <summary>A message on its way to the error queue.</summary>
    private sealed record DyingWork(WorkMessage Message, OrderProblem Problem);
}
