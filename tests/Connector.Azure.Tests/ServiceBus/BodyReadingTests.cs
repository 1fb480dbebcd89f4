using System.Text;
using Azure.Messaging.ServiceBus;
using Connector.Azure.ServiceBus;
using Connector.Core.Model.Messages;
using Xunit;

namespace Connector.Azure.Tests.ServiceBus;

public sealed class BodyReadingTests
{
    private const string Json = "{\"schema\":1,\"note\":\"Zoë, 12 €\"}";
    private static readonly byte[] s_json = Encoding.UTF8.GetBytes(Json);

    [Fact]
    public async Task Bytes_are_read_as_they_are() => Assert.Equal(Json, await ReadAsync(new ServiceBusMessage(s_json)));

    [Fact]
    public async Task A_byte_order_mark_is_taken_off() => Assert.Equal(Json, await ReadAsync(new ServiceBusMessage((byte[])[.. Encoding.UTF8.Preamble, .. s_json])));

    [Fact]
    public async Task An_AMQP_value_is_read_whether_it_is_text_or_bytes()
    {
        Assert.Equal(Json, await ReadAsync(OldTools.WithValue(Json)));
        Assert.Equal(Json, await ReadAsync(OldTools.WithValue(s_json)));
        Assert.Equal(Json, await ReadAsync(OldTools.WithValue(((byte[])[.. Encoding.UTF8.Preamble, .. s_json]))));
    }

    [Fact]
    public async Task An_AMQP_value_that_is_neither_is_an_empty_body() => Assert.Equal("", await ReadAsync(OldTools.WithValue(17)));

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    [InlineData(20_000)]
    public async Task A_text_in_the_old_serializers_wrapper_is_read_whole(int length)
    {
        var text = "{\"note\":\"" + string.Concat(Enumerable.Repeat("ë€", length)) + "\"}";
        Assert.Equal(text, await ReadAsync(new ServiceBusMessage(ExplorerTools.Wrapped(text))));
    }

    [Fact]
    public async Task A_wrapper_that_is_damaged_gives_what_stands_between_the_brackets()
    {
        var wrapped = ExplorerTools.Wrapped(Json);
        // The byte that says what sort of text follows.
        wrapped[wrapped.AsSpan().IndexOf((byte)'{') - 2] = 0xEE;
        Assert.Equal(Json, await ReadAsync(new ServiceBusMessage(wrapped)));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_stay_as_they_are_and_the_pump_refuses_them()
    {
        using var broker = new TestBroker();
        byte[] bytes = [0x40, 0x06, 0xFF, 0x00];
        await broker.SendAsync(QueueNames.Orders, new ServiceBusMessage(bytes));
        var body = BodyReader.Read(Assert.Single(await broker.Receiver(QueueNames.Orders).PeekMessagesAsync(1)));
        Assert.Equal(bytes, body.ToArray());
        Assert.False(WorkMessageBody.TryRead(body.Span, out _));
    }

    private static async Task<string> ReadAsync(ServiceBusMessage message)
    {
        using var broker = new TestBroker();
        await broker.SendAsync(QueueNames.Orders, message);
        return Encoding.UTF8.GetString(BodyReader.Read(Assert.Single(await broker.Receiver(QueueNames.Orders).PeekMessagesAsync(1))).Span);
    }
}
