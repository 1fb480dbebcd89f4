using Connector.Core.Flows.Push;
using Connector.Core.Flows.Writeback;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;
using Xunit;

namespace Connector.Tests.Core.Flows.Push;

/// <summary>The mark is written like every other change of a shop order: under its version, and planned again when someone was faster.</summary>
public sealed class ExportMarkerTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly Mock<ICommerceOrders> _shop = new();
    private readonly Mock<ICommerceReferences> _references = new();
    private readonly Order _order = An.Order(o => o with { Version = 3 });
    private readonly List<long> _writtenTo = [];

    public ExportMarkerTests()
    {
        _references.Setup(static r => r.GetChannelAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(new CommerceChannel("c1", "shipstation", []));
        _shop.Setup(static s => s.GetAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(() => _order with { Version = 4 });
        Writes(static _ => null);
    }

    [Fact]
    public async Task One_that_is_written_at_once_leaves_nothing_to_do()
    {
        Assert.Equal(MarkResult.Shown, await MarkAsync());
        Assert.Equal([3], _writtenTo);
    }

    [Fact]
    public async Task After_a_conflict_it_is_written_to_the_present_order_and_the_message_comes_back()
    {
        Writes(static version => version == 3 ? new ConnectorException(FailureKind.Conflict, ErrorCodes.VersionConflict, "409") : null);

        var marking = MarkAsync();
        while (!marking.IsCompleted) _clock.Advance(TimeSpan.FromMilliseconds(50));
        var failure = (await marking).Failure!;

        Assert.Equal([3, 4], _writtenTo);
        Assert.Equal((FailureKind.Conflict, false), (failure.Kind, failure.Final));
        Assert.NotNull(failure.RetryAt);
    }

    [Fact]
    public async Task One_that_is_refused_does_not_stop_the_goods()
    {
        Writes(static _ => new ConnectorException(FailureKind.Rejected, ErrorCodes.UpdateRejected, "no such field"));

        var mark = await MarkAsync();

        Assert.Null(mark.Failure);
        Assert.Equal("the export mark was refused: no such field", Assert.Single(mark.Remarks));
    }

    private void Writes(Func<long, ConnectorException?> refusal) =>
        _shop.Setup(static s => s.UpdateAsync(It.IsAny<string>(), It.IsAny<long>(), It.IsAny<IReadOnlyList<OrderChange>>(), It.IsAny<CancellationToken>()))
            .Returns((string _, long version, IReadOnlyList<OrderChange> _, CancellationToken _) =>
            {
                _writtenTo.Add(version);
                return refusal(version) is { } refused ? Task.FromException<long>(refused) : Task.FromResult(version + 1);
            });

    private Task<MarkResult> MarkAsync()
    {
        var options = Options.Create(new EngineOptions());
        var marker = new ExportMarker(
            new OrderUpdater(_shop.Object, new InMemorySyncStore(), _clock), _references.Object, new OrderFieldTargets(_references.Object, options, NullLogger<OrderFieldTargets>.Instance), options, _clock,
            NullLogger<ExportMarker>.Instance);
        var row = A.SyncRow(_order.Id, r => r with { Status = SyncStatus.Synced, ShippingOrderId = 9001 });
        var group = new PlannedGroup(row.GroupKey, row.Account, PushAction.Create) { Row = row, ShippingOrderId = 9001 };
        return marker.MarkAsync(SettledOrder.From(new PlannedOrder(new LoadedOrder(A.PushOrder(_order.Id), _order, [row]), [group])), default);
    }
}
