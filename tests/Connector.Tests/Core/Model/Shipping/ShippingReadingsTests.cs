using Connector.Core.Model.Shipping;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Model.Shipping;

/// <summary>Minutes: when the reading that is kept and the new one were changed in ShipStation and observed by us, and what time we have now.</summary>
public sealed class ShippingReadingsTests
{
    [Fact]
    public void A_stored_reading_without_content_cannot_be_read() =>
        Assert.Throws<System.Text.Json.JsonException>(() => ShippingReadings.ReadOrder("""{"account":"default","shippingOrderId":1,"orderKey":"k","orderNumber":"n","status":"AwaitingShipment","statusText":"awaiting_shipment","content":null}"""u8, ManualTimeProvider.Start));

    [Theory]
    // What changed later is later, whenever it was read.
    [InlineData(0, 10, 5, 11, 20, false, false)]
    [InlineData(0, 120, 5, 1, 20, false, false)]
    [InlineData(5, 10, 0, 11, 20, false, true)]
    // One change, read twice.
    [InlineData(0, 10, 0, 11, 20, false, false)]
    [InlineData(0, 10, 0, 9, 20, false, true)]
    [InlineData(0, 10, 0, 10, 20, false, false)]
    // The kept one was noted by a clock that was ahead.
    [InlineData(0, 120, 0, 11, 20, false, false)]
    // In the hour that comes twice an earlier instant may be the later change: what was read later counts.
    [InlineData(50, 60, 20, 90, 100, true, false)]
    [InlineData(50, 90, 20, 60, 100, true, true)]
    [InlineData(90, 100, 20, 110, 120, true, true)] // more than the hour apart
    public void Which_of_two_readings_is_the_older(int keptChanged, int keptRead, int changed, int read, int now, bool twice, bool older)
    {
        var kept = Reading(keptChanged, keptRead, twice);
        Assert.Equal(older, ShippingReadings.IsOlder(Reading(changed, read, twice), kept, ManualTimeProvider.Start.AddMinutes(now)));
    }

    private static ShippingOrderSnapshot Reading(int changed, int read, bool twice) => A.Snapshot(null, s => s with
    {
        ModifiedAt = ManualTimeProvider.Start.AddMinutes(changed), ObservedAt = ManualTimeProvider.Start.AddMinutes(read), ModifiedTwice = twice
    });
}
