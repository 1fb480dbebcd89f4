using Connector.Core.Ports;
using Connector.ShipStation.V2;
using Xunit;

namespace Connector.Tests.ShipStation.V2;

public sealed class V2ResourceGuardTests
{
    private readonly V2ResourceGuard _guard = new("https://api.shipstation.com/");

    [Theory]
    [InlineData("https://api.shipstation.com/v2/labels?batch_id=se-190000001", NotificationSubject.Labels, 0)]
    [InlineData("HTTPS://API.ShipStation.com:443/v2/labels", NotificationSubject.Labels, 0)]
    [InlineData("https://api.shipstation.com/v2/batches/se-7", NotificationSubject.Labels, 0)]
    [InlineData("https://api.shipstation.com/v2/fulfillments?fulfillment_id=se-1&shipment_id=se-2", NotificationSubject.Fulfillments, 0)]
    [InlineData("https://api.shipstation.com/v2/shipments?import_batch_id=3a6b", NotificationSubject.NothingOfOurs, 0)]
    [InlineData("https://api.shipstation.com/v2/labels/se-700200300/track", NotificationSubject.Parcel, 700200300)]
    [InlineData("https://api.shipstation.com/v2/labels/se-a1b2/track", NotificationSubject.NothingOfOurs, 0)]
    public void The_documented_forms_are_known(string url, NotificationSubject subject, long shipmentId) =>
        Assert.Equal(new NotificationPointer(subject, shipmentId), _guard.PointerOf(url));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("http://api.shipstation.com/v2/labels")]
    [InlineData("https://evil.example/v2/labels")]
    [InlineData("https://api.shipstation.com.evil.example/v2/labels")]
    [InlineData("https://api.shipstation.com@evil.example/v2/labels")]
    [InlineData("https://user:pass@api.shipstation.com/v2/labels")]
    [InlineData("https://api.shipstation.com:8443/v2/labels")]
    [InlineData("https://127.0.0.1/v2/labels")]
    [InlineData("https://[::1]/v2/labels")]
    [InlineData("https://169.254.169.254/v2/labels/se-1/track")]
    [InlineData("ftp://api.shipstation.com/v2/labels")]
    [InlineData("//api.shipstation.com/v2/labels")]
    [InlineData("https:\\\\api.shipstation.com\\v2\\labels")]
    [InlineData("https://api.shipstation.com/v2/labels#x")]
    [InlineData("https://api.shipstation.com/v2/../v2/labels/se-1/track")]
    [InlineData("https://api.shipstation.com/v2/labels/se-1%2f..%2f2/track")]
    [InlineData("https://api.shipstation.com/v2/labels/se-1/track/more")]
    [InlineData("https://api.shipstation.com/v2/labels/se-1")]
    [InlineData("https://api.shipstation.com/v2/users")]
    [InlineData("https://api.shipstation.com/V2/LABELS")]
    [InlineData("https://api.shipstation.com")]
    [InlineData("https://api.shipstation.com/v2/labels/se-99999999999999999999999999/track")]
    [InlineData("https://api.shipstation.com/v2/labels/se-1/track\n")]
    public void Everything_else_is_not(string? url) => Assert.Null(_guard.PointerOf(url));

    [Fact]
    public void The_configured_address_is_known_to_its_end_only()
    {
        var guard = new V2ResourceGuard("http://127.0.0.1:8080");
        Assert.NotNull(guard.PointerOf("http://127.0.0.1:8080/v2/labels"));
        Assert.Null(guard.PointerOf("http://127.0.0.1:80801/v2/labels"));
        Assert.Null(guard.PointerOf("http://127.0.0.1:8080@evil.example/v2/labels"));
        Assert.Null(guard.PointerOf("http://127.0.0.1:8080.evil.example/v2/labels"));
    }

    [Fact]
    public void An_address_without_end_is_not_looked_at() => Assert.Null(_guard.PointerOf("https://api.shipstation.com/v2/labels?batch_id=" + new string('1', 600)));
}
