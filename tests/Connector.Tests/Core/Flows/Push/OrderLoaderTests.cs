using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Options;
using Moq;
using Xunit;

namespace Connector.Tests.Core.Flows.Push;

/// <summary>An order and its rows that are read while another worker sends a newer version of it.</summary>
public sealed class OrderLoaderTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemorySyncStore _store = new();
    private readonly Mock<ICommerceOrders> _shop = new();
    private readonly Order _older = An.Order(static o => o with { Version = 3 });

    [Fact]
    public async Task What_is_committed_while_the_order_is_read_cannot_be_reserved_over()
    {
        var before = await WriteAsync(Row(3));
        _shop.Setup(s => s.LoadAsync(It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<CancellationToken>())).Returns(async () =>
        {
            await WriteAsync(before with { OrderVersion = 4 });
            return new LoadedOrders([_older], []);
        });

        var loaded = await LoadAsync();

        var row = Assert.Single(Assert.Single(loaded.Orders).Rows);
        Assert.Null(Assert.Single(await _store.WriteAsync([row with { OrderVersion = 3 }], default)));
    }

    [Fact]
    public async Task An_order_that_is_older_than_what_was_sent_of_it_is_read_by_its_id()
    {
        await WriteAsync(Row(4));
        _shop.Setup(s => s.LoadAsync(It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<CancellationToken>())).ReturnsAsync(new LoadedOrders([_older], []));
        _shop.Setup(s => s.GetAsync(_older.Id, It.IsAny<CancellationToken>())).ReturnsAsync(_older with { Version = 4 });

        Assert.Equal(4, Assert.Single((await LoadAsync()).Orders).Order.Version);
    }

    private SyncRow Row(long version) => A.SyncRow(_older.Id, r => r with { Status = SyncStatus.Synced, OrderVersion = version });

    private async Task<SyncRow> WriteAsync(SyncRow row) => Assert.Single(await _store.WriteAsync([row], default))!;

    private Task<LoadedBatch> LoadAsync()
    {
        var ids = new IdSource(_clock);
        return new OrderLoader(_shop.Object, _store, new InMemoryCursorStore(_clock), new RecentOrders(_clock), new Reservations(_store, new UnknownInstances(ids), ids, Options.Create(new EngineOptions()), _clock)).LoadAsync([A.PushOrder(_older.Id)], default);
    }
}
