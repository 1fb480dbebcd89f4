using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Sqlite;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Sqlite;

/// <summary>Messages that a process held when it died.</summary>
public sealed class SqliteDeadOwnerTests : IDisposable
{
    private static readonly TimeSpan LockFor = TimeSpan.FromMinutes(5);
    private readonly ManualTimeProvider _clock = new();
    private readonly TemporaryFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task They_are_free_at_once_and_the_death_counts_as_a_delivery()
    {
        var dead = new SqliteWorkQueue(_file.Open(), _clock, new Named("a"));
        await dead.SendAsync(QueueNames.Orders, [A.PushOrder()], null, default);
        await dead.ReceiveAsync(QueueNames.Orders, 10, LockFor, default);

        var message = Assert.Single(await new SqliteWorkQueue(_file.Open(), _clock, new Named("b", "a")).ReceiveAsync(QueueNames.Orders, 10, LockFor, default));

        Assert.Equal(2, message.DeliveryCount);
    }

    [Fact]
    public async Task One_that_dies_while_we_run_is_notified_within_seconds()
    {
        var (other, own) = (new SqliteWorkQueue(_file.Open(), _clock, new Named("a")), new Named("b"));
        var queue = new SqliteWorkQueue(_file.Open(), _clock, own);
        await other.SendAsync(QueueNames.Orders, [A.PushOrder()], null, default);
        await other.ReceiveAsync(QueueNames.Orders, 10, LockFor, default);
        Assert.Empty(await queue.ReceiveAsync(QueueNames.Orders, 10, LockFor, default));

        own.Dead.Add("a");
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Single(await queue.ReceiveAsync(QueueNames.Orders, 10, LockFor, default));
    }

    [Fact]
    public async Task What_the_living_hold_stays_theirs()
    {
        var other = new SqliteWorkQueue(_file.Open(), _clock, new Named("a"));
        await other.SendAsync(QueueNames.Orders, [A.PushOrder()], null, default);
        var message = Assert.Single(await other.ReceiveAsync(QueueNames.Orders, 10, LockFor, default));

        Assert.Empty(await new SqliteWorkQueue(_file.Open(), _clock, new Named("b", "c")).ReceiveAsync(QueueNames.Orders, 10, LockFor, default));
        Assert.Equal(0, await other.SettleAsync([(message, new Settlement.Complete())], default));
    }

    private sealed class Named(string name, params string[] dead) : IInstances
    {
        public HashSet<string> Dead { get; } = [.. dead];
        public string Current => name;
        public bool IsDead(string instance) => Dead.Contains(instance);
    }
}
