using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Xunit;

namespace Connector.Tests.Journeys.Schedules;

/// <summary>The explorer finds what can be found: all orders of a small play, and each fault that is planted in a port.</summary>
public sealed class ExplorerTests
{
    private const int Seed = 1;

    [Fact]
    public void Two_actors_of_two_calls_each_have_all_their_orders_and_no_other()
    {
        var explorer = new Explorer("toy", static _ => new Counters());

        Assert.Empty(explorer.Explore(1000, Seed));

        // Three steps each, the beginning among them: six over three.
        Assert.Equal(20, explorer.Distinct);
    }

    [Fact]
    public void A_lost_update_is_found_and_its_schedule_replays_alone()
    {
        var explorer = new Explorer("toy", static _ => new Counters(isChecked: true));

        var failed = Assert.Single(explorer.Explore(1000, Seed, mostFailures: 1));

        Assert.Single(failed.Schedule.Turns);
        var replayed = new Explorer("toy", static _ => new Counters(isChecked: true)).Replay(Schedule.Parse(failed.Schedule.ToString()));
        Assert.Equal(["1 of 2 additions"], replayed.Problems);
        Assert.Equal(failed.Fingerprint, replayed.Fingerprint);
    }

    [Fact]
    public void Rows_that_anybody_may_overwrite_are_found_as_an_older_order_in_ShipStation() =>
        Finds("ShipStation has the address", Plays.New, static port => port is ISyncStore rows ? new BlindRows(rows) : port);

    [Fact]
    public void Labels_that_anybody_may_overwrite_are_found_as_a_second_purchase() => Finds("2 labels", Plays.Label, static port => port is ILabelStore labels ? new BlindLabels(labels) : port);

    [Fact]
    public void Messages_that_are_gone_once_they_are_received_are_found_as_work_that_is_lost() =>
        Finds("ShipStation has the address", Plays.New, static port => port is IWorkQueue queue ? new ForgetfulQueue(queue) : port);

    [Fact]
    public void A_notification_that_is_acknowledged_and_not_kept_is_found_as_a_delivery_that_is_missing() =>
        Finds("deliveries", Plays.Back, static port => port is IWorkQueue queue ? new DeafQueue(queue) : port);

    private static void Finds(string problem, Func<bool, Func<object, object>, Play> begin, Func<object, object> broken)
    {
        var problems = new Explorer("broken", told => begin(told, broken)).Explore(400, Seed, mostFailures: 4).SelectMany(static failed => failed.Problems).ToList();
        Assert.True(problems.Exists(p => p.Contains(problem, StringComparison.Ordinal)), string.Join(Environment.NewLine, problems));
    }

    /// <summary>Two that read a number and write the next one.</summary>
    private sealed class Counters : Play
    {
        private readonly bool _isChecked;
        private int _number;

        public Counters(bool isChecked = false)
        {
            _isChecked = isChecked;
            foreach (var actor in Actors)
                actor.Begin(async () =>
                {
                    await actor.PassAsync(new PortCall("read", CallKind.Start));
                    var number = _number;
                    await actor.PassAsync(new PortCall("write", CallKind.Start));
                    _number = number + 1;
                });
        }

        public override IReadOnlyList<Actor> Actors { get; } = [new Actor("a"), new Actor("b")];

        public override IReadOnlyList<string> End() => _isChecked && _number != 2 ? [$"{_number} of 2 additions"] : [];
    }

    /// <summary>Writes whatever the row has become meanwhile.</summary>
    private sealed class BlindRows(ISyncStore rows) : ISyncStore
    {
        public Task<IReadOnlyList<SyncRow>> GetAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) => rows.GetAsync(orderIds, cancellationToken);

        public async Task<IReadOnlyList<SyncRow?>> WriteAsync(IReadOnlyList<SyncRow> wanted, CancellationToken cancellationToken)
        {
            var now = await rows.GetAsync([.. wanted.Select(static r => r.OrderId)], cancellationToken);
            return await rows.WriteAsync([.. wanted.Select(row => row with { ETag = now.FirstOrDefault(n => n.GroupKey == row.GroupKey)?.ETag })], cancellationToken);
        }

        public Task<SyncRow?> FindByShippingOrderIdAsync(string account, long shippingOrderId, CancellationToken cancellationToken) => rows.FindByShippingOrderIdAsync(account, shippingOrderId, cancellationToken);
        public Task<IReadOnlyList<SyncRow>> FindByNumberAsync(string number, CancellationToken cancellationToken) => rows.FindByNumberAsync(number, cancellationToken);
        public Task<IReadOnlyDictionary<SyncStatus, long>> CountAsync(CancellationToken cancellationToken) => rows.CountAsync(cancellationToken);
        public Task<IReadOnlyList<SyncRow>> ScanAsync(string? afterOrderId, int take, CancellationToken cancellationToken) => rows.ScanAsync(afterOrderId, take, cancellationToken);
    }

    /// <summary>The same of labels: a reservation hinders nobody.</summary>
    private sealed class BlindLabels(ILabelStore labels) : ILabelStore
    {
        public Task<IReadOnlyList<LabelRow>> GetAsync(IReadOnlyCollection<string> orderIds, CancellationToken cancellationToken) => labels.GetAsync(orderIds, cancellationToken);
        public Task<LabelRow?> FindAsync(string id, CancellationToken cancellationToken) => labels.FindAsync(id, cancellationToken);

        public async Task<IReadOnlyList<LabelRow?>> WriteAsync(IReadOnlyList<LabelRow> wanted, CancellationToken cancellationToken)
        {
            var written = new List<LabelRow?>();
            foreach (var row in wanted) written.AddRange(await labels.WriteAsync([row with { ETag = (await labels.FindAsync(row.Id, cancellationToken))?.ETag }], cancellationToken));
            return written;
        }

        public Task<IReadOnlyList<LabelRow>> ListDueAsync(DateTimeOffset now, int max, CancellationToken cancellationToken) => labels.ListDueAsync(now, max, cancellationToken);
        public Task<LabelPage> ListAsync(LabelFilter filter, string? after, int take, CancellationToken cancellationToken) => labels.ListAsync(filter, after, take, cancellationToken);
        public Task<IReadOnlyDictionary<LabelState, long>> CountAsync(CancellationToken cancellationToken) => labels.CountAsync(cancellationToken);
    }

    private class SoundQueue(IWorkQueue queue) : IWorkQueue
    {
        protected IWorkQueue Inner => queue;

        public virtual Task SendAsync(string name, IReadOnlyList<WorkMessage> messages, DateTimeOffset? dueAt, CancellationToken cancellationToken) => queue.SendAsync(name, messages, dueAt, cancellationToken);
        public Task SendRawAsync(string name, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) => queue.SendRawAsync(name, body, cancellationToken);
        public virtual Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(string name, int max, TimeSpan lockFor, CancellationToken cancellationToken) => queue.ReceiveAsync(name, max, lockFor, cancellationToken);
        public virtual Task<int> SettleAsync(IReadOnlyList<(QueuedMessage Message, Settlement Settlement)> settlements, CancellationToken cancellationToken) => queue.SettleAsync(settlements, cancellationToken);
        public Task<int> RenewAsync(IReadOnlyList<QueuedMessage> messages, TimeSpan lockFor, CancellationToken cancellationToken) => queue.RenewAsync(messages, lockFor, cancellationToken);
        public Task ReleaseAsync(IReadOnlyList<QueuedMessage> messages, CancellationToken cancellationToken) => queue.ReleaseAsync(messages, cancellationToken);
        public Task<int> MakeDueAsync(string name, DateTimeOffset until, CancellationToken cancellationToken) => queue.MakeDueAsync(name, until, cancellationToken);
        public Task<QueueDepth> PeekDepthAsync(string name, CancellationToken cancellationToken) => queue.PeekDepthAsync(name, cancellationToken);
    }

    /// <summary>Takes notifications and keeps none.</summary>
    private sealed class DeafQueue(IWorkQueue queue) : SoundQueue(queue)
    {
        public override Task SendAsync(string name, IReadOnlyList<WorkMessage> messages, DateTimeOffset? dueAt, CancellationToken cancellationToken) =>
            Inner.SendAsync(name, [.. messages.Where(static m => m.Type != MessageTypes.WebhookNotification)], dueAt, cancellationToken);
    }

    /// <summary>Acknowledges messages as soon as somebody has them.</summary>
    private sealed class ForgetfulQueue(IWorkQueue queue) : SoundQueue(queue)
    {
        public override async Task<IReadOnlyList<QueuedMessage>> ReceiveAsync(string name, int max, TimeSpan lockFor, CancellationToken cancellationToken)
        {
            var taken = await Inner.ReceiveAsync(name, max, lockFor, cancellationToken);
            await Inner.SettleAsync([.. taken.Select(static m => (m, (Settlement)new Settlement.Complete()))], cancellationToken);
            return taken;
        }

        public override async Task<int> SettleAsync(IReadOnlyList<(QueuedMessage Message, Settlement Settlement)> settlements, CancellationToken cancellationToken)
        {
            foreach (var (message, settlement) in settlements)
                if (settlement is Settlement.Reschedule later) await Inner.SendAsync(message.Queue, [later.Copy], later.DueAt, cancellationToken);
            return 0;
        }
    }
}
