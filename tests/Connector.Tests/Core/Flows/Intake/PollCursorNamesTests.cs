using Connector.Core.Flows.Intake;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Rules.Mapping.Writeback;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Options;
using Moq;
using Xunit;

namespace Connector.Tests.Core.Flows.Intake;

public sealed class PollCursorNamesTests
{
    [Fact]
    public async Task The_names_are_those_under_which_the_polls_keep_their_cursors()
    {
        var clock = new ManualTimeProvider();
        var account = new Mock<IShippingAccount>();
        account.Setup(static a => a.Name).Returns("eu");
        account.Setup(static a => a.ListShipmentsAsync(It.IsAny<ShippingWindow>(), It.IsAny<bool>(), It.IsAny<RateLane>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new ShippingPage<Shipment>([], false, []));
        account.Setup(static a => a.ListFulfillmentsAsync(It.IsAny<ShippingWindow>(), It.IsAny<RateLane>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new ShippingPage<Shipment>([], false, []));
        account.Setup(static a => a.ListOrdersAsync(It.IsAny<ShippingWindow>(), It.IsAny<RateLane>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new ShippingPage<ShippingOrderSnapshot>([], false, []));
        var accounts = Mock.Of<IShippingAccounts>(a => a.Names == new[] { "eu" } && a.Get("eu") == account.Object);
        var (store, queue, cursors, ids, options) = (new InMemoryShippingStore(clock), new InMemoryWorkQueue(clock), new InMemoryCursorStore(clock), new IdSource(clock), Options.Create(new EngineOptions()));

        var intake = new ShipmentIntake(store, new ShipmentOwners(store, new InMemorySyncStore(), accounts), queue, Mock.Of<ISeenShipments>(), ids, clock);
        var window = new PollWindow(cursors, options, clock);
        var orders = new OrderStatusIntake(
            new MergeNews(new MergedOrders(cursors), new InMemorySyncStore(), store, queue, ids, clock), new PartNews(new ForeignOrders(new InMemorySyncStore(), cursors), new InMemorySyncStore(), store, queue, ids, clock), store, intake, queue, new WritebackRules(), ids, clock);
        await new ShipmentPoll(accounts, intake, window).RunAsync(default);
        await new OrderStatusPoll(accounts, window, orders, options).RunAsync(default);

        var names = CursorName.ListMoved(["eu"]);
        Assert.Equal(["orders-pull", "shipments-created:eu", "shipments-voided:eu", "fulfillments:eu", "orders-status:eu"], names.Select(static n => n.Text));
        foreach (var name in names.Skip(1))
        {
            var cursor = await cursors.GetAsync(name, default);
            Assert.True(cursor is not null, name.Text);
            Assert.Equal(clock.Now, PollPositions.CaughtUpAt(cursor!.Value));
        }
        Assert.Equal(["PullOrders", "PollShipments", "PollShipments", "PollShipments", "PollShipStationOrders"], names.Select(static n => n.Timer));
    }
}
