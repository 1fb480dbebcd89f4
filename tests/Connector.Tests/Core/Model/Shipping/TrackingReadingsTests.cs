using Connector.Core.Model.Shipping;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Model.Shipping;

public sealed class TrackingReadingsTests
{
    private static readonly DateTimeOffset Now = ManualTimeProvider.Start;

    /// <summary>Hours of the newest event and of the reading, from now.</summary>
    public static TheoryData<string, TrackingStatus, int, int, TrackingStatus, int, int, TrackingStatus> Pairs => new()
    {
        { "newer event", TrackingStatus.InTransit, -3, 0, TrackingStatus.Delivered, -1, 0, TrackingStatus.Delivered },
        { "older event, read later", TrackingStatus.Exception, -1, 0, TrackingStatus.InTransit, -3, 5, TrackingStatus.Exception },
        { "same event, read later", TrackingStatus.InTransit, -1, 0, TrackingStatus.Exception, -1, 1, TrackingStatus.Exception },
        { "same event, read earlier", TrackingStatus.Exception, -1, 1, TrackingStatus.InTransit, -1, 0, TrackingStatus.Exception },
        { "same event, an arrival is final", TrackingStatus.Delivered, -1, 0, TrackingStatus.InTransit, -1, 5, TrackingStatus.Delivered },
        { "same event, the arrival was read earlier", TrackingStatus.InTransit, -1, 5, TrackingStatus.Delivered, -1, 0, TrackingStatus.Delivered },
        { "a delivery after a return goes to the sender", TrackingStatus.ReturnToSender, -3, 0, TrackingStatus.Delivered, -1, 0, TrackingStatus.ReturnToSender },
        { "a return after a delivery", TrackingStatus.Delivered, -3, 0, TrackingStatus.ReturnToSender, -1, 0, TrackingStatus.ReturnToSender }
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Of_two_readings_one_stays(
        string situation, TrackingStatus kept, int keptEvent, int keptRead, TrackingStatus read, int readEvent, int readRead, TrackingStatus stays)
    {
        var merged = TrackingReadings.Merge(
            Reading(kept, keptEvent) with { ObservedAt = Now.AddHours(keptRead) }, Reading(read, readEvent) with { ObservedAt = Now.AddHours(readRead) });
        Assert.Equal((situation, stays), (situation, merged.Status));
    }

    [Fact]
    public void The_newer_event_wins_whenever_it_was_read()
    {
        var way = Reading(TrackingStatus.InTransit, -3);
        var there = Reading(TrackingStatus.Delivered, -1);
        Assert.Equal(TrackingStatus.Delivered, TrackingReadings.Merge(way, there).Status);
        Assert.Equal(TrackingStatus.Delivered, TrackingReadings.Merge(there, way with { ObservedAt = Now.AddDays(1) }).Status);
    }

    [Fact]
    public void Of_two_that_know_the_same_the_later_reading_wins_but_never_over_an_arrival()
    {
        var there = Reading(TrackingStatus.Delivered, -1);
        var way = Reading(TrackingStatus.InTransit, -1) with { ObservedAt = Now.AddHours(1) };
        Assert.Equal(TrackingStatus.Delivered, TrackingReadings.Merge(there, way).Status);
        Assert.Equal(TrackingStatus.Delivered, TrackingReadings.Merge(way, there).Status);
        var exception = Reading(TrackingStatus.Exception, -1) with { ObservedAt = Now.AddHours(2) };
        Assert.Equal(TrackingStatus.Exception, TrackingReadings.Merge(way, exception).Status);
        Assert.Equal(TrackingStatus.Exception, TrackingReadings.Merge(exception, way).Status);
    }

    [Fact]
    public void One_without_any_event_never_replaces_one_that_knows_some()
    {
        var nothing = Reading(TrackingStatus.LabelMade, 0) with { OccurredAt = null, ObservedAt = Now.AddDays(1) };
        Assert.Equal(TrackingStatus.InTransit, TrackingReadings.Merge(Reading(TrackingStatus.InTransit, -1), nothing).Status);
    }

    [Fact]
    public void After_a_return_a_delivery_is_the_delivery_to_the_sender()
    {
        var back = Reading(TrackingStatus.ReturnToSender, -9) with { Problem = "Refused" };
        var there = Reading(TrackingStatus.Delivered, -1) with { DeliveredAt = Now };
        var merged = TrackingReadings.Merge(back, there);
        Assert.Equal((TrackingStatus.ReturnToSender, null, "Refused"), (merged.Status, merged.DeliveredAt, merged.Problem));
        Assert.Equal(merged.Status, TrackingReadings.Merge(there, back).Status);
    }

    [Fact]
    public void A_late_reading_of_one_history_ends_in_the_same_whatever_the_order()
    {
        TrackingReading[] all = [Reading(TrackingStatus.Accepted, -8), Reading(TrackingStatus.InTransit, -6), Reading(TrackingStatus.Exception, -4), Reading(TrackingStatus.Delivered, -2)];
        foreach (var order in Orders(all))
            Assert.Equal(TrackingStatus.Delivered, order.Aggregate((TrackingReading?)null, TrackingReadings.Merge)!.Status);
    }

    [Fact]
    public void What_is_reported_changes_with_status_problem_and_arrival_only()
    {
        var reading = Reading(TrackingStatus.Exception, -1) with { Problem = "Held" };
        Assert.Equal(WrittenTracking.From(reading), WrittenTracking.From(reading with { ObservedAt = Now.AddDays(1), OccurredAt = Now }));
        Assert.NotEqual(WrittenTracking.From(reading), WrittenTracking.From(reading with { Problem = "Lost" }));
        Assert.NotEqual(WrittenTracking.From(reading), WrittenTracking.From(reading with { Status = TrackingStatus.InTransit }));
    }

    private static TrackingReading Reading(TrackingStatus status, int hours) =>
        new() { Account = "default", ShipmentId = 1, Status = status, OccurredAt = Now.AddHours(hours), ObservedAt = Now };

    private static IEnumerable<TrackingReading[]> Orders(TrackingReading[] all)
    {
        if (all.Length <= 1) return [all];
        return all.SelectMany(first => Orders([.. all.Where(other => other != first)]).Select(rest => (TrackingReading[])[first, .. rest]));
    }
}
