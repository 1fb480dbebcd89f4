using Azure.Messaging.ServiceBus;
using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.ServiceBusBroker;
using Connector.TestSupport;
using Xunit;

namespace Connector.Azure.Tests.ServiceBus;

/// <summary>The error queue beyond its contract: what people see with other tools, and what they do while we work.</summary>
public sealed class DeadLetterTests : IDisposable
{
    private const string Orders = QueueNames.Orders;
    private static readonly TimeSpan s_lock = TimeSpan.FromMinutes(5);
    private readonly TestBroker _broker = new();

    /// <summary>The instance that dead-letters.</summary>
    private readonly TestInstance _elsewhere;

    public DeadLetterTests() => _elsewhere = _broker.Connect();

    public void Dispose() => _broker.Dispose();

    [Fact]
    public async Task Any_tool_sees_why_a_message_was_dead_lettered_and_whose_it_is()
    {
        var work = A.PushOrder();
        await FailAsync(work, new string('ü', 900));

        var dead = Assert.Single(await _broker.DeadLetters(Orders).PeekMessagesAsync(10));

        Assert.Equal(ErrorCodes.PushRejected, dead.DeadLetterReason);
        Assert.Equal(1024, System.Text.Encoding.UTF8.GetByteCount(dead.DeadLetterErrorDescription));
        Assert.Equal((work.OrderNumber, work.CorrelationId, "Rejected"),
            (dead.ApplicationProperties["OrderNumber"], dead.ApplicationProperties["CorrelationId"], dead.ApplicationProperties["FailureKind"]));
        Assert.Equal("2026-03-18T10:00:00.0000000+00:00", dead.ApplicationProperties["FirstFailedAt"]);
        Assert.Equal((MessageTypes.PushOrder, "application/json", work.CorrelationId), (dead.Subject, dead.ContentType, dead.CorrelationId));
    }

    [Fact]
    public async Task A_message_that_the_broker_gave_up_is_listed_by_its_body()
    {
        var work = A.PushOrder();
        var instance = _broker.Connect();
        await instance.Work.SendAsync(Orders, [work], null, default);
        for (var i = 0; i < MessagePump.MaxDeliveryCount; i++)
        {
            Assert.Single(await instance.Work.ReceiveAsync(Orders, 1, s_lock, default));
            _broker.Clock.Advance(s_lock);
        }

        var dead = Assert.Single(await instance.Errors.ListAsync(new ErrorFilter(), default));

        Assert.Equal((FailureKind.Unknown, ErrorCodes.AttemptsExhausted), (dead.Info.Kind, dead.Info.Code));
        Assert.Equal((work.Id, work.OrderNumber, work.CorrelationId, 5), (dead.Info.OrderId, dead.Info.OrderNumber, dead.Info.CorrelationId, dead.DeliveryCount));
    }

    [Fact]
    public async Task Marks_of_an_earlier_death_do_not_speak_for_a_later_one()
    {
        await FailAsync(A.PushOrder());
        await _broker.ResubmitAsync(Tool.DesktopBatch, remove: true);
        for (var i = 0; i < MessagePump.MaxDeliveryCount; i++)
        {
            Assert.Single(await _broker.Receiver(Orders).ReceiveMessagesAsync(1, TestBroker.Wait));
            _broker.Clock.Advance(s_lock);
        }

        var dead = Assert.Single(await _broker.Connect().Errors.ListAsync(new ErrorFilter(), default));

        Assert.Equal((FailureKind.Unknown, ErrorCodes.AttemptsExhausted), (dead.Info.Kind, dead.Info.Code));
    }

    [Fact]
    public async Task A_reason_that_a_person_or_another_program_gave_is_shown_as_it_is()
    {
        await _broker.SendAsync(QueueNames.CommerceEvents, new ServiceBusMessage("{\"notificationType\":\"Message\"}"));
        var receiver = _broker.Receiver(QueueNames.CommerceEvents);
        var message = Assert.Single(await receiver.ReceiveMessagesAsync(1, TestBroker.Wait));
        await receiver.DeadLetterMessageAsync(message, "SetAside", "by hand");

        var dead = Assert.Single(await _broker.Connect().Errors.ListAsync(new ErrorFilter(), default));

        Assert.Equal(("c1", "SetAside", "by hand", "Unreadable", FailureKind.Unknown), (dead.Id, dead.Info.Code, dead.Info.Description, dead.MessageType, dead.Info.Kind));
        Assert.Equal("{\"notificationType\":\"Message\"}", dead.Body);
    }

    [Fact]
    public async Task Listing_takes_nothing_from_people_who_are_at_work()
    {
        await FailAsync(A.PushOrder());
        Assert.Single(await _broker.Connect().Errors.ListAsync(new ErrorFilter(), default));
        Assert.Single(await _broker.DeadLetters(Orders).ReceiveMessagesAsync(10, TestBroker.Wait));
    }

    [Fact]
    public async Task One_in_the_middle_is_retried_and_the_others_are_free_again_at_once()
    {
        for (var i = 0; i < 250; i++) await FailAsync(A.PushOrder());
        var errors = _broker.Connect().Errors;
        var all = await errors.ListAsync(new ErrorFilter(), default);

        Assert.Equal(1, await errors.ReplayAsync([all[120].Id], default));

        Assert.Equal(all.Where((_, i) => i != 120).Select(static d => d.Id), (await errors.ListAsync(new ErrorFilter(), default)).Select(static d => d.Id));
        Assert.Equal(249, (await _broker.DeadLetters(Orders).TakeAllAsync()).Count);
        Assert.Equal(1, (await _broker.Connect().Work.PeekDepthAsync(Orders, default)).Ready);
    }

    [Fact]
    public async Task What_another_tool_holds_stays_until_it_lets_go()
    {
        await FailAsync(A.PushOrder());
        var errors = _broker.Connect().Errors;
        var id = Assert.Single(await errors.ListAsync(new ErrorFilter(), default)).Id;
        Assert.Single(await _broker.DeadLetters(Orders).ReceiveMessagesAsync(1, TestBroker.Wait));

        Assert.Equal(0, await errors.ReplayAsync([id], default));
        Assert.Equal(0, (await _broker.Connect().Work.PeekDepthAsync(Orders, default)).Ready);

        _broker.Clock.Advance(s_lock);
        Assert.Equal(1, await errors.ReplayAsync([id], default));
    }

    [Fact]
    public async Task A_retry_that_breaks_before_it_is_sent_changes_nothing()
    {
        await FailAsync(A.PushOrder());
        var errors = _broker.Connect().Errors;
        var id = Assert.Single(await errors.ListAsync(new ErrorFilter(), default)).Id;
        _broker.Namespace.Faults.Plan(BrokerFault.LostBefore, BrokerOperation.Send);

        await Assert.ThrowsAsync<ConnectorException>(() => errors.ReplayAsync([id], default));

        Assert.Equal(new QueueDepth(0, 0, 0, 1, null), await _broker.Connect().Work.PeekDepthAsync(Orders, default));
        Assert.Equal(1, await errors.ReplayAsync([id], default));
    }

    [Fact]
    public async Task A_retry_that_breaks_after_it_was_sent_makes_a_message_too_many_and_never_one_too_few()
    {
        await FailAsync(A.PushOrder());
        var errors = _broker.Connect().Errors;
        var id = Assert.Single(await errors.ListAsync(new ErrorFilter(), default)).Id;
        _broker.Namespace.Faults.Plan(BrokerFault.Timeout, BrokerOperation.Settle);

        await Assert.ThrowsAsync<ConnectorException>(() => errors.ReplayAsync([id], default));

        var depth = await _broker.Connect().Work.PeekDepthAsync(Orders, default);
        Assert.Equal((1, 1), (depth.Ready, depth.Dead));
        Assert.Equal(1, await errors.ReplayAsync([id], default));
        Assert.Equal(2, (await _broker.Connect().Work.PeekDepthAsync(Orders, default)).Ready);
    }

    [Fact]
    public async Task A_retried_message_keeps_its_trace_and_loses_the_marks_of_the_error_queue()
    {
        var message = new ServiceBusMessage(WorkMessageBody.Write(A.PushOrder()));
        message.MessageId = "first";
        message.ApplicationProperties["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        await _broker.SendAsync(Orders, message);
        await DeadLetterAsync(_broker.Connect(), Info(null, "It was refused."));
        var errors = _broker.Connect().Errors;
        await errors.ReplayAsync([Assert.Single(await errors.ListAsync(new ErrorFilter(), default)).Id], default);

        var replayed = Assert.Single(await _broker.Receiver(Orders).ReceiveMessagesAsync(1, TestBroker.Wait));

        Assert.Equal(["Attempt", "traceparent"], replayed.ApplicationProperties.Keys.Order(StringComparer.Ordinal));
        Assert.NotEqual("first", replayed.MessageId);
    }

    [Fact]
    public async Task Thousands_are_discarded_in_pages()
    {
        for (var i = 0; i < 1200; i++) await FailAsync(A.PushOrder());
        var errors = _broker.Connect().Errors;
        var ids = (await errors.ListAsync(new ErrorFilter(Take: 1100), default)).Select(static d => d.Id).ToList();

        Assert.Equal(1100, await errors.DiscardAsync(ids, default));

        Assert.Equal(100, (await _broker.Connect().Work.PeekDepthAsync(Orders, default)).Dead);
    }

    private async Task FailAsync(WorkMessage work, string description = "It was refused.")
    {
        await _elsewhere.Work.SendAsync(Orders, [work], null, default);
        await DeadLetterAsync(_elsewhere, Info(work, description));
    }

    private static async Task DeadLetterAsync(TestInstance instance, DeadLetterInfo info)
    {
        var taken = Assert.Single(await instance.Work.ReceiveAsync(Orders, 1, s_lock, default));
        Assert.Equal(0, await instance.Work.SettleAsync([(taken, new Settlement.DeadLetter(info))], default));
    }

    private DeadLetterInfo Info(WorkMessage? work, string description) =>
        new(FailureKind.Rejected, ErrorCodes.PushRejected, description, work?.Id, work?.OrderNumber, work?.CorrelationId, _broker.Clock.Now);
}
