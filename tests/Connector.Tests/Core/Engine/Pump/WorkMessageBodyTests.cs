using System.Text;
using Connector.Core.Model.Messages;
using Xunit;

namespace Connector.Tests.Core.Engine.Pump;

public sealed class WorkMessageBodyTests
{
    [Theory]
    [InlineData("PushOrder", "..")]
    [InlineData("PushOrder", ".")]
    [InlineData("PushOrder", "../customers/x")]
    [InlineData("PushOrder", "a b")]
    [InlineData("PushOrder", "a?b")]
    [InlineData("RecordShipment", "a\\nb")]
    [InlineData("RecordOrderStatus", "\u00e4")]
    [InlineData("PushOrder", "LONG")]
    public void An_id_that_cannot_be_that_of_an_order_makes_the_message_unreadable(string type, string id)
    {
        Assert.Null(WorkMessageBody.Read(Body(type, id == "LONG" ? new string('a', 300) : id), out var problem));
        Assert.StartsWith("id is not an order id", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PushOrder", "5f0c1a52-7c1e-4a6e-9d7a-3f6b8f2f1001")]
    [InlineData("PushOrder", "a.b_c-1")]
    [InlineData("WebhookNotification", "msg:2026/11?x")]
    [InlineData("NewsOf2031", "..")]
    public void Other_ids_are_read(string type, string id) => Assert.Equal(id, WorkMessageBody.Read(Body(type, id), out _)!.Id);

    /// <summary>Written again as a retry they would be messages that nobody can read.</summary>
    [Theory]
    [InlineData("""{"schema":1,"type":"PushOrder","id":"a","correlationId":null,"enqueuedAt":"2026-11-01T00:00:00Z"}""", "correlationId is null.")]
    [InlineData("""{"schema":1,"type":"WebhookNotification","id":"n-1","correlationId":"c","enqueuedAt":"2026-11-01T00:00:00Z","tracking":{"account":null,"shipmentId":1,"status":3,"observedAt":"2026-11-01T00:00:00Z"}}""", "tracking.account is null.")]
    public void A_member_that_must_be_there_and_is_null_is_named(string body, string expected)
    {
        Assert.Null(WorkMessageBody.Read(Encoding.UTF8.GetBytes(body), out var problem));
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void The_former_name_of_a_webhook_notification_is_read_as_that_type()
    {
        var message = WorkMessageBody.Read(Body("ShipNotice", "n-1"), out var problem);

        Assert.Equal((MessageTypes.WebhookNotification, "WebhookNotification", ""), (message!.Type, MessageTypes.WebhookNotification, problem));
        Assert.DoesNotContain("ShipNotice", Encoding.UTF8.GetString(WorkMessageBody.ForReplay(Body("ShipNotice", "n-1"))), StringComparison.Ordinal);
    }

    private static byte[] Body(string type, string id) =>
        Encoding.UTF8.GetBytes($$"""{"schema":1,"type":"{{type}}","id":"{{id}}","correlationId":"c","enqueuedAt":"2026-11-01T00:00:00Z"}""");
}
