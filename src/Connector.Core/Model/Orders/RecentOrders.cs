namespace Connector.Core.Model.Orders;

/// <summary>
/// Orders as the pull of this process has just read them, so that the push of this process need not read them again (docs/adr/0032). Bounded in number, size and age, and
/// each is given out once: whoever comes back, for whatever reason, reads the order again. What is forgotten costs a read, never an order.
/// </summary>
public sealed class RecentOrders(TimeProvider clock)
{
    public const int Most = 1_000;

    /// <summary>A pull that waits reads on when no more are left: two batches of the push.</summary>
    public const int Left = 200;

    /// <summary>Of their documents: what an order takes grows with it.</summary>
    public const long MostBytes = 16 * 1024 * 1024;

    /// <summary>A push may have read the cursor so many pages ago: this process has moved it since, so no other one has.</summary>
    private const int Behind = 8;

    /// <summary>Older ones are read again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Kept> _orders = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, long Version, DateTimeOffset Until)> _ends = new();
    private TaskCompletionSource _room = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string?> _before = new();
    private string? _reached;
    private int _count;
    private long _bytes;
    private long _asked;
    private bool _isUnattended;

    /// <summary>A pull begins at this cursor. Where another process has moved it, that one may know of orders what this one does not.</summary>
    public void Begin(string? stored)
    {
        lock (_lock)
        {
            RemoveOld();
            if (stored == _reached) return;
            Clear();
            _before.Clear();
            _reached = stored;
        }
    }

    /// <summary>Everything up to this cursor was read; called before it is stored.</summary>
    public void Reach(string cursor)
    {
        lock (_lock)
        {
            if (_before.Count == Behind) _before.Dequeue();
            _before.Enqueue(_reached);
            _reached = cursor;
        }
    }

    /// <summary>Another process is ahead: what was read here may be outdated.</summary>
    public void ForgetAll()
    {
        lock (_lock) Clear();
    }

    /// <summary>The order will be pushed. One that is older than what is known, or finds no room, is not kept.</summary>
    public void Keep(Order order) => Note(order.Id, order.Version, order);

    /// <summary>The order was seen in this version and will not be pushed: no older version of it is given out.</summary>
    public void Forget(string orderId, long version) => Note(orderId, version, null);

    /// <summary>Whether there is anything to take.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock) return _count == 0;
        }
    }

    /// <summary>The order in exactly this version, once; null where it is not known, too old, or another process may know more.</summary>
    /// <param name="stored">The cursor of the pull as it is stored now: how far any process has read.</param>
    public Order? Take(string orderId, long version, string? stored)
    {
        lock (_lock)
        {
            _asked++;
            _isUnattended = false;
            if (!_orders.TryGetValue(orderId, out var kept) || kept.Order is not { } order) return null;
            Drop(orderId, kept);
            return kept.Version == version && kept.Until > clock.GetUtcNow() && (stored == _reached || _before.Contains(stored)) ? order : null;
        }
    }

    /// <summary>
    /// Waits, no longer than orders are kept, until the push has taken most of what is kept; not again after a wait in which nobody took anything, as while the push is paused.
    /// </summary>
    public async Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() + Longest;
        long before;
        lock (_lock) before = _asked;
        while (MustWait(out var room))
        {
            try
            {
                await room.WaitAsync(TimeSpan.FromTicks(Math.Max(0, (until - clock.GetUtcNow()).Ticks)), clock, cancellationToken);
            }
            catch (TimeoutException)
            {
                lock (_lock) _isUnattended |= _asked == before;
                return;
            }
        }
    }

    /// <param name="room">Ends when something is taken.</param>
    private bool MustWait(out Task room)
    {
        lock (_lock)
        {
            RemoveOld();
            if (_room.Task.IsCompleted) _room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            room = _room.Task;
            return !_isUnattended && (_count > Left || _bytes >= MostBytes);
        }
    }

    private void Note(string orderId, long version, Order? order)
    {
        lock (_lock)
        {
            RemoveOld();
            if (_orders.TryGetValue(orderId, out var known))
            {
                if (known.Version > version) return;
                Drop(orderId, known);
            }
            var bytes = order?.DocumentBytes ?? 0;
            if (order is not null && (_count >= Most || _bytes + bytes > MostBytes)) order = null;
            var kept = new Kept(version, order, order is null ? 0 : bytes, clock.GetUtcNow() + Longest);
            _orders[orderId] = kept;
            _ends.Enqueue((orderId, version, kept.Until));
            if (order is null) return;
            _count++;
            _bytes += kept.Bytes;
        }
    }

    private void RemoveOld()
    {
        var now = clock.GetUtcNow();
        while (_ends.TryPeek(out var end) && (end.Until <= now || !_orders.ContainsKey(end.Id)))
        {
            _ends.Dequeue();
            if (_orders.TryGetValue(end.Id, out var kept) && kept.Version == end.Version && kept.Until == end.Until) Drop(end.Id, kept);
        }
    }

    private void Drop(string orderId, Kept kept)
    {
        _orders.Remove(orderId);
        if (kept.Order is null) return;
        _count--;
        _bytes -= kept.Bytes;
        _room.TrySetResult();
    }

    private void Clear()
    {
        _orders.Clear();
        _ends.Clear();
        (_count, _bytes) = (0, 0);
        _room.TrySetResult();
    }

    private sealed record Kept(long Version, Order? Order, long Bytes, DateTimeOffset Until);
}
