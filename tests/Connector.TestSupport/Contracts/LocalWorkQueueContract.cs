using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Xunit;

namespace Connector.TestSupport.Contracts;

/// <summary>What our own queues keep beyond <see cref="WorkQueueContract"/>; a broker has a clock of its own and gives whatever batch it likes.</summary>
public abstract class LocalWorkQueueContract
{
    private const string Orders = QueueNames.Orders;
    private static readonly TimeSpan LockFor = TimeSpan.FromMinutes(1);
    private readonly ManualTimeProvider _clock = new();

    /// <summary>A queue on this test's own, empty state.</summary>
    protected abstract Task<IWorkQueue> CreateAsync(ManualTimeProvider clock);

    [Fact]
    public async Task From_its_third_delivery_on_a_message_comes_alone()
    {
        var queue = await CreateAsync(_clock);
        await queue.SendAsync(Orders, [A.PushOrder(), A.PushOrder(), A.PushOrder()], null, default);
        for (var delivery = 1; delivery <= 2; delivery++)
        {
            Assert.Equal(3, (await queue.ReceiveAsync(Orders, 10, LockFor, default)).Count);
            _clock.Advance(LockFor);
        }
        await queue.SendAsync(Orders, [A.PushOrder(), A.PushOrder()], null, default);

        var sizes = new List<(int, int)>();
        while (await queue.ReceiveAsync(Orders, 10, LockFor, default) is { Count: > 0 } batch) sizes.Add((batch.Count, batch[0].DeliveryCount));

        Assert.Equal([(1, 3), (1, 3), (1, 3), (2, 1)], sizes);
    }

    [Fact]
    public async Task A_suspect_in_the_middle_does_not_stop_the_others()
    {
        var queue = await CreateAsync(_clock);
        await queue.SendAsync(Orders, [A.PushOrder()], null, default);
        await queue.ReceiveAsync(Orders, 10, LockFor, default);
        _clock.Advance(LockFor);
        var suspect = Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));
        _clock.Advance(LockFor);
        await queue.SendAsync(Orders, [A.PushOrder()], _clock.Now.AddMinutes(-10), default);

        Assert.NotEqual(suspect.Sequence, Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default)).Sequence);
        Assert.Equal(suspect.Sequence, Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default)).Sequence);
    }

    [Fact]
    public async Task Deliveries_that_were_given_back_do_not_add_up()
    {
        var queue = await CreateAsync(_clock);
        await queue.SendAsync(Orders, [A.PushOrder()], null, default);
        for (var stop = 0; stop < 10; stop++)
        {
            var message = Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));
            Assert.Equal(1, message.DeliveryCount);
            await queue.ReleaseAsync([message], default);
        }
    }

    [Fact]
    public async Task A_lock_from_before_the_clock_was_set_back_is_over()
    {
        var queue = await CreateAsync(_clock);
        await queue.SendAsync(Orders, [A.PushOrder()], null, default);
        Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));

        _clock.Step(-TimeSpan.FromHours(2));
        await queue.SendAsync(Orders, [A.PushOrder()], null, default);

        // The time at which the first became due lies ahead as well.
        Assert.Equal(2, (await queue.ReceiveAsync(Orders, 10, LockFor, default)).Count + (await queue.ReceiveAsync(Orders, 10, LockFor, default)).Count);
    }

    [Fact]
    public async Task A_lock_of_the_usual_length_is_not_over_when_the_clock_is_set_back_a_little()
    {
        var queue = await CreateAsync(_clock);
        await queue.SendAsync(Orders, [A.PushOrder()], null, default);
        Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));
        _clock.Step(-TimeSpan.FromSeconds(10));
        Assert.Empty(await queue.ReceiveAsync(Orders, 10, LockFor, default));
    }

    [Fact]
    public async Task A_retry_from_before_the_clock_was_set_back_is_due()
    {
        var queue = await CreateAsync(_clock);
        await queue.SendAsync(Orders, [A.PushOrder()], _clock.Now.AddMinutes(10), default);
        Assert.Empty(await queue.ReceiveAsync(Orders, 10, LockFor, default));

        _clock.Step(-TimeSpan.FromHours(2));

        Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));
    }

    [Fact]
    public async Task A_delay_that_was_decided_before_the_clock_was_set_back_counts_from_then_on()
    {
        var queue = await CreateAsync(_clock);
        await queue.SendAsync(Orders, [A.PushOrder()], null, default);
        var message = Assert.Single(await queue.ReceiveAsync(Orders, 10, LockFor, default));
        var copy = A.PushOrder(with: m => m with { EnqueuedAt = _clock.Now });
        var due = _clock.Now.AddMinutes(2);

        _clock.Step(-TimeSpan.FromHours(2));
        await queue.SettleAsync([(message, new Settlement.Reschedule(copy, due))], default);
        await queue.SendAsync(Orders, [copy], due, default);

        Assert.Equal(_clock.Now.AddMinutes(2), (await queue.PeekDepthAsync(Orders, default)).NextDueAt);
        Assert.Equal(2, (await queue.PeekDepthAsync(Orders, default)).Scheduled);
    }

    [Fact]
    public async Task What_waits_for_a_date_keeps_it_when_the_clock_is_set_back()
    {
        var queue = await CreateAsync(_clock);
        var date = _clock.Now.AddDays(3);
        await queue.SendAsync(Orders, [A.PushOrder()], date, default);

        _clock.Step(-TimeSpan.FromHours(2));

        Assert.Empty(await queue.ReceiveAsync(Orders, 10, LockFor, default));
        Assert.Equal(date, (await queue.PeekDepthAsync(Orders, default)).NextDueAt);
    }
}
