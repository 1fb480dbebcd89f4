using Connector.Core.Engine.Watch;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Moq;
using Xunit;

namespace Connector.Tests.Core.Engine.Watch;

public sealed class OrderCountsTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly Mock<ISyncStore> _sync = new();

    public OrderCountsTests() => _sync.Setup(static s => s.CountAsync(It.IsAny<CancellationToken>()))
        .ReturnsAsync(new Dictionary<SyncStatus, long> { [SyncStatus.Synced] = 7, [SyncStatus.Reserved] = 1 });

    [Fact]
    public async Task Orders_are_counted_at_most_once_a_minute()
    {
        var counts = new CountedOrders(_sync.Object, A.Promises(_clock), _clock);
        for (var second = 0; second < 60; second++)
        {
            Assert.Equal(ManualTimeProvider.Start, (await counts.ReadAsync(default))!.CountedAt);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
        _sync.Verify(static s => s.CountAsync(It.IsAny<CancellationToken>()), Times.Once);
        Assert.Equal(_clock.Now, (await counts.ReadAsync(default))!.CountedAt);
    }

    [Fact]
    public async Task Stored_counts_are_read_and_only_the_refresh_counts()
    {
        var cursors = new InMemoryCursorStore(_clock);
        var counts = new StoredOrderCounts(_sync.Object, cursors, A.Promises(_clock));
        Assert.Null(await counts.ReadAsync(default));
        _sync.Verify(static s => s.CountAsync(It.IsAny<CancellationToken>()), Times.Never);

        await counts.RefreshAsync(default);
        _clock.Advance(TimeSpan.FromMinutes(5));
        var read = (await new StoredOrderCounts(_sync.Object, cursors, A.Promises(_clock)).ReadAsync(default))!;

        Assert.Equal((ManualTimeProvider.Start, 7, 1), (read.CountedAt, read.Rows[SyncStatus.Synced], read.Rows[SyncStatus.Reserved]));
        await counts.RefreshAsync(default);
        Assert.Equal(_clock.Now, (await counts.ReadAsync(default))!.CountedAt);
    }
}
