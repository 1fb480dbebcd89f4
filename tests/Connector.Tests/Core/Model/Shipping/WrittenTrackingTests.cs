using Connector.Core.Model.Shipping;
using Xunit;

namespace Connector.Tests.Core.Model.Shipping;

public sealed class WrittenTrackingTests
{
    private static readonly DateTimeOffset s_at = new(2026, 11, 2, 9, 30, 0, TimeSpan.FromHours(1));

    public static TheoryData<string, WrittenTracking> Texts => new()
    {
        { "InTransit  ", new WrittenTracking(TrackingStatus.InTransit, null, null) },
        { "InTransit ~2026-03-20 ", new WrittenTracking(TrackingStatus.InTransit, null, null) { EstimatedDelivery = new DateOnly(2026, 3, 20) } },
        { "Exception ~2026-03-20 Held: no such door", new WrittenTracking(TrackingStatus.Exception, null, "Held: no such door") { EstimatedDelivery = new DateOnly(2026, 3, 20) } },
        { $"Delivered {s_at.UtcTicks} ", new WrittenTracking(TrackingStatus.Delivered, s_at, null) },
        { "Exception  Held: no such door, ask", new WrittenTracking(TrackingStatus.Exception, null, "Held: no such door, ask") },
        { $"ReturnToSender {s_at.UtcTicks}  two blanks before", new WrittenTracking(TrackingStatus.ReturnToSender, s_at, " two blanks before") }
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_text_that_is_stored_is_read_again(string text, WrittenTracking written) => Assert.Equal((text, written), (written.Text, WrittenTracking.From(text)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Delivered")]
    [InlineData("Lost  ")]
    [InlineData("77  ")]
    [InlineData("Delivered yesterday ")]
    [InlineData("Delivered 9223372036854775807 ")]
    public void Another_text_is_none(string? text) => Assert.Null(WrittenTracking.From(text));

    [Fact]
    public void A_problem_without_words_is_none_before_and_after_it_is_stored()
    {
        var written = WrittenTracking.From(new TrackingReading { Account = "default", ShipmentId = 1, Status = TrackingStatus.Exception, Problem = "" });
        Assert.Equal(written, WrittenTracking.From(written.Text));
    }
}
