using System.Text;
using Connector.Commercetools.Notifications;
using Xunit;

namespace Connector.Tests.Commercetools.Notifications;

public sealed class CommerceNotificationReaderTests
{
    [Theory]
    [InlineData("""{"notificationType":"Message","projectKey":"acme","id":"m","version":1,"sequenceNumber":4,"resource":{"typeId":"order","id":"o-1"},"resourceVersion":8,"resourceUserProvidedIdentifiers":{"orderNumber":"A-1"},"type":"OrderStateChanged","orderState":"Confirmed"}""", "A-1", 8L, "OrderStateChanged")]
    [InlineData("""{"notificationType":"Message","resource":{"typeId":"order","id":"o-1"},"resourceVersion":1,"payloadNotIncluded":{"reason":"Payload too large.","payloadType":"OrderCreated"}}""", null, 1L, "OrderCreated")]
    [InlineData("""{"notificationType":"ResourceUpdated","resource":{"typeId":"order","id":"o-1"},"version":5,"oldVersion":3,"modifiedAt":"2026-03-02T12:00:00Z"}""", null, 5L, "ResourceUpdated")]
    [InlineData("""{"notificationType":"ResourceDeleted","resource":{"typeId":"order","id":"o-1"},"version":5}""", null, 5L, "ResourceDeleted")]
    [InlineData("""{"resource":{"typeId":"order","id":"o-1"},"type":"OrderCreated","order":{"id":"another","orderNumber":"A-2"}}""", "A-2", null, "OrderCreated")]
    [InlineData("""{"notificationType":"SomethingNew","resource":{"typeId":"order","id":"o-1"}}""", null, null, "SomethingNew")]
    [InlineData("""{"specversion":"1.0","id":"e","type":"com.commercetools.order.message.OrderCreated","source":"/acme/orders","subject":"o-1","sequence":"2","data":{"notificationType":"Message","resource":{"typeId":"order","id":"o-1"},"resourceVersion":2,"type":"OrderCreated"}}""", null, 2L, "OrderCreated")]
    [InlineData("""{"specversion":"1.0","type":"com.commercetools.order.change.ResourceUpdated","subject":"o-1","data":{"notificationType":"ResourceUpdated","resource":{"typeId":"order","id":"o-1"},"version":7}}""", null, 7L, "ResourceUpdated")]
    [InlineData("""{"specversion":"1.0","type":"com.commercetools.order.message.OrderImported","subject":"o-1"}""", null, null, "OrderImported")]
    public void What_concerns_an_order_names_it(string body, string? number, long? version, string type) =>
        Assert.Equal(new CommerceNotification.Order("o-1", number, version, type), Read(body));

    [Theory]
    [InlineData("""{"notificationType":"ResourceCreated","resource":{"typeId":"subscription","id":"s"},"version":1}""", "test notification of a subscription")]
    [InlineData("""{"notificationType":"Message","resource":{"typeId":"product","id":"p"},"type":"ProductPublished"}""", "concerns product")]
    [InlineData("""{"notificationType":"Event","type":"ImportContainerCreated","resourceType":"import-api","data":{}}""", "event ImportContainerCreated")]
    [InlineData("""{"specversion":"1.0","type":"com.commercetools.product.message.ProductPublished","subject":"p"}""", "concerns product")]
    public void What_concerns_no_order_is_passed_over(string body, string reason) => Assert.Equal(new CommerceNotification.Ignored(reason), Read(body));

    [Theory]
    [InlineData("", "body: not JSON")]
    [InlineData("<html>", "body: not JSON")]
    [InlineData("""{"notificationType":"Message","resource":{"typeId":"or""", "body: not JSON")]
    [InlineData("[]", "body: not a JSON object")]
    [InlineData("7", "body: not a JSON object")]
    [InlineData("{}", "resource: missing")]
    [InlineData("""{"notificationType":"ResourceCreated","version":1}""", "resource: missing")]
    [InlineData("""{"resource":{"id":"o-1"}}""", "resource.typeId: missing")]
    [InlineData("""{"resource":{"typeId":"order"}}""", "resource.id: missing")]
    [InlineData("""{"resource":{"typeId":"order","id":7}}""", "resource.id: unexpected type or value")]
    [InlineData("""{"resource":{"typeId":"order","id":"o-1"},"resourceVersion":"8"}""", "resourceVersion: unexpected type or value")]
    [InlineData("""{"specversion":"1.0","type":"com.example.order","subject":"o-1"}""", "type: not one of commercetools")]
    [InlineData("""{"specversion":"1.0","type":"com.commercetools.order.message.OrderCreated"}""", "subject: missing")]
    public void What_cannot_be_understood_says_why(string body, string problem) => Assert.Equal(new CommerceNotification.Unreadable(problem), Read(body));

    [Fact]
    public void A_body_beyond_reason_is_not_parsed() =>
        Assert.Equal(new CommerceNotification.Unreadable("body: larger than 1 MB"), CommerceNotificationReader.Read(new byte[1024 * 1024 + 1]));

    [Fact]
    public void A_byte_order_mark_does_no_harm() =>
        Assert.IsType<CommerceNotification.Order>(CommerceNotificationReader.Read(
            (byte[])[0xEF, 0xBB, 0xBF, .. """{"resource":{"typeId":"order","id":"o-1"},"type":"OrderCreated"}"""u8]));

    [Theory]
    [InlineData("OrderDeleted", true)]
    [InlineData("ResourceDeleted", true)]
    [InlineData("OrderCreated", false)]
    public void It_reports_when_the_order_is_gone(string type, bool deleted) => Assert.Equal(deleted, new CommerceNotification.Order("o", null, null, type).Deleted);

    private static CommerceNotification Read(string body) => CommerceNotificationReader.Read(Encoding.UTF8.GetBytes(body));
}
