using System.Runtime.CompilerServices;
using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;
using Moq;
using Xunit;

namespace Connector.Tests.Core.Engine.Pump;

public sealed class LockRenewalTests
{
    private static readonly TimeSpan s_lock = TimeSpan.FromMinutes(1);
    private readonly Mock<IWorkQueue> _queue = new();
    private readonly List<Exception> _failures = [];

    [Fact]
    public async Task What_nobody_waits_for_any_more_is_not_renewed_when_the_collector_takes_it()
    {
        Abandon();

        for (var round = 0; round < 3; round++)
        {
            GC.Collect();
            // Where it went on for ever, finalizers of the whole process would stand.
            await Task.Run(GC.WaitForPendingFinalizers).WaitAsync(TimeSpan.FromSeconds(30));
        }

        Assert.Empty(_queue.Invocations);
        Assert.Empty(_failures);
    }

    [Fact]
    public async Task A_renewal_that_fails_while_the_work_ends_is_reported_and_breaks_nothing()
    {
        var clock = new ManualTimeProvider();
        var asked = new TaskCompletionSource<int>();
        _queue.Setup(q => q.RenewAsync(It.IsAny<IReadOnlyList<QueuedMessage>>(), s_lock, It.IsAny<CancellationToken>())).Returns(asked.Task);
        var renewal = new LockRenewal(_queue.Object, [], s_lock, clock, _failures.Add);
        clock.Advance(s_lock / 3);

        var end = renewal.DisposeAsync();
        asked.SetException(new StorageException(FailureKind.Transient, "StorageFailed", "The file cannot be used."));
        await end;

        Assert.IsType<StorageException>(Assert.Single(_failures));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Abandon() => _ = new LockRenewal(_queue.Object, [], s_lock, new ManualTimeProvider(), _failures.Add);
}
