using System.Text;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Xunit;

namespace Connector.Azure.Tests.ServiceBus;

/// <summary>Messages of a dead-letter queue sent again by other tools, in each way that these tools have: the order arrives, once.</summary>
public sealed class ResubmissionTests
{
    public static TheoryData<Tool, bool> Ways()
    {
        var ways = new TheoryData<Tool, bool>();
        foreach (var tool in Enum.GetValues<Tool>())
        {
            ways.Add(tool, false);
            ways.Add(tool, true);
        }
        return ways;
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_corrected_order_that_is_sent_again_arrives_once_and_leaves_no_dead_letter(Tool tool, bool originalRemoved)
    {
        await using var connector = await StartWithDeadLetterAsync();
        await MendAsync(connector);

        await connector.Broker.ResubmitAsync(tool, originalRemoved);
        await connector.FireAsync();

        Assert.Single(await connector.ShippingOrdersAsync());
        Assert.Empty(await connector.Errors.ListAsync(new ErrorFilter(), default));
        Assert.Equal(1, connector.BulkCalls);
    }

    [Theory]
    [InlineData(Tool.PortalKeepsAll)]
    [InlineData(Tool.DesktopRepair)]
    [InlineData(Tool.DesktopByteArray)]
    [InlineData(Tool.AmqpText)]
    public async Task Sent_again_twice_it_still_arrives_once(Tool tool)
    {
        await using var connector = await StartWithDeadLetterAsync();
        await MendAsync(connector);
        await connector.Broker.ResubmitAsync(tool);
        await connector.Broker.ResubmitAsync(tool);
        var late = ExplorerTools.Make(tool, Assert.Single(await connector.Broker.DeadLetters(QueueNames.Orders).PeekMessagesAsync(10)));
        await connector.FireAsync();

        await connector.Broker.SendAsync(QueueNames.Orders, late);
        await connector.FireAsync();

        Assert.Single(await connector.ShippingOrdersAsync());
        Assert.Equal(1, connector.BulkCalls);
        Assert.Equal(new QueueDepth(0, 0, 0, 0, null), await connector.Queue.PeekDepthAsync(QueueNames.Orders, default));
    }

    [Fact]
    public async Task Sent_again_before_anything_was_corrected_it_is_one_dead_letter_and_nothing_is_lost()
    {
        await using var connector = await StartWithDeadLetterAsync();

        await connector.Broker.ResubmitAsync(Tool.PortalKeepsAll);
        await connector.FireAsync();

        var dead = await connector.Errors.ListAsync(new ErrorFilter(), default);
        // The copy that the tool left behind goes: one entry for each order.
        Assert.Equal(ErrorCodes.MissingAddress, Assert.Single(dead).Info.Code);
        Assert.Empty(await connector.ShippingOrdersAsync());

        await MendAsync(connector);
        await connector.Errors.ReplayAsync([dead[0].Id], default);
        await connector.FireAsync();
        Assert.Single(await connector.ShippingOrdersAsync());
        Assert.Empty(await connector.Errors.ListAsync(new ErrorFilter(), default));
    }

    [Fact]
    public async Task A_body_that_was_spoiled_by_editing_is_a_dead_letter_with_that_reason()
    {
        await using var connector = await StartWithDeadLetterAsync();
        var original = Assert.Single(await connector.Broker.DeadLetters(QueueNames.Orders).PeekMessagesAsync(1));
        var message = ExplorerTools.Make(Tool.PortalKeepsAll, original);
        message.Body = BinaryData.FromString(Encoding.UTF8.GetString(original.Body)[..^5]);

        await connector.Broker.SendAsync(QueueNames.Orders, message);
        await connector.FireAsync();

        var spoiled = Assert.Single(await connector.Errors.ListAsync(new ErrorFilter(Code: ErrorCodes.UnreadableMessage), default));
        Assert.Equal((FailureKind.Unmappable, "Unreadable"), (spoiled.Info.Kind, spoiled.MessageType));
        Assert.Single(await connector.Errors.ListAsync(new ErrorFilter(Code: ErrorCodes.MissingAddress), default));
    }

    [Fact]
    public async Task An_old_message_that_comes_after_newer_ones_changes_nothing()
    {
        await using var connector = await StartWithDeadLetterAsync();
        var old = ExplorerTools.Make(Tool.DesktopRepair, Assert.Single(await connector.Broker.DeadLetters(QueueNames.Orders).PeekMessagesAsync(1)));
        await MendAsync(connector);
        await connector.QueuePushAsync();
        await connector.FireAsync();
        var before = (await connector.ShippingOrdersAsync()).Single().GetRawText();

        await connector.Broker.SendAsync(QueueNames.Orders, old);
        await connector.FireAsync();

        Assert.Equal(before, (await connector.ShippingOrdersAsync()).Single().GetRawText());
        Assert.Equal(1, connector.BulkCalls);
    }

    private static async Task<ConnectorOnServiceBus> StartWithDeadLetterAsync()
    {
        var connector = await ConnectorOnServiceBus.StartAsync();
        await connector.EditInShopAsync(new JsonObject { ["shippingAddress"] = null });
        await connector.QueuePushAsync();
        await connector.FireAsync();
        Assert.Equal(ErrorCodes.MissingAddress, Assert.Single(await connector.Errors.ListAsync(new ErrorFilter(), default)).Info.Code);
        return connector;
    }

    private static Task MendAsync(ConnectorOnServiceBus connector) => connector.EditInShopAsync(new JsonObject
    {
        ["shippingAddress"] = new JsonObject
        {
            ["firstName"] = "Test", ["lastName"] = "Buyer", ["streetName"] = "12 Congress Avenue", ["postalCode"] = "78701", ["city"] = "Austin", ["state"] = "TX", ["country"] = "US"
        }
    });
}
