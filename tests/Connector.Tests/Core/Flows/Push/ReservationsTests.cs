using Connector.Core.Flows.Push;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Options;
using Moq;
using Xunit;

namespace Connector.Tests.Core.Flows.Push;

public sealed class ReservationsTests
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(100);
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemorySyncStore _store = new();
    private readonly Mock<IInstances> _instances = new();

    public ReservationsTests() => _instances.Setup(i => i.Current).Returns("me");

    [Fact]
    public async Task One_lasts_longer_than_the_longest_call()
    {
        var held = Assert.Single((await Reservations().TakeAsync([await StoredAsync()], LongestCall, default)).Held);
        Assert.True(held.Row.Reservation!.Until > _clock.Now + LongestCall);
        Assert.Equal("me", held.Row.Reservation.Instance);
    }

    [Fact]
    public async Task One_that_is_too_short_for_a_call_is_renewed_before_it()
    {
        var reservations = Reservations();
        var taken = await reservations.TakeAsync([await StoredAsync()], LongestCall, default);
        _clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Single((await reservations.HoldAsync(taken.Held, LongestCall, default)).Held);

        var stored = Assert.Single(await _store.GetAsync([taken.Held[0].Row.OrderId], default));
        Assert.True(stored.Reservation!.Until >= _clock.Now + LongestCall);
    }

    [Fact]
    public async Task One_that_another_worker_took_over_is_not_held()
    {
        var (reservations, other) = (Reservations(), Reservations());
        var mine = await StoredAsync();
        var taken = await reservations.TakeAsync([mine], LongestCall, default);
        _clock.Advance(TimeSpan.FromMinutes(10));
        var row = Assert.Single(await _store.GetAsync([mine.Order.Message.Id], default));
        Assert.Single((await other.TakeAsync([Sending(mine.Order.Loaded, row)], LongestCall, default)).Held);

        var held = await reservations.HoldAsync(taken.Held, LongestCall, default);

        Assert.Empty(held.Held);
        Assert.Equal("UnderWay", Assert.Single(held.Lost).Failure!.Code);
    }

    [Fact]
    public async Task What_was_not_called_is_given_back_as_it_was()
    {
        var reservations = Reservations();
        var before = await StoredAsync(r => r with { Reservation = new Reservation("x#1", 2, "h", _clock.Now.AddMinutes(-1)) { Payload = [9] } });
        var taken = await reservations.TakeAsync([before], LongestCall, default);
        Assert.Equal([9], Assert.Single(taken.Held[0].Row.Unverified!.Payloads));

        await reservations.GiveBackAsync(taken.Held);

        var stored = Assert.Single(await _store.GetAsync([before.Order.Message.Id], default));
        Assert.Equal(("x#1", null), (stored.Reservation!.Owner, stored.Unverified));
    }

    public static TheoryData<string, string, int, bool> Readings => new()
    {
        { "under way", "alive#1", 1, false },
        { "its process died", "dead#1", 1, true },
        { "made before the clock was set back", "alive#1", 120, true },
        { "of an older version: the owner names no instance", "0a1b", 1, false }
    };

    [Theory]
    [MemberData(nameof(Readings))]
    public void A_reservation(string situation, string owner, int minutes, bool isOver)
    {
        Assert.NotEmpty(situation);
        _instances.Setup(i => i.IsDead("dead")).Returns(true);
        var row = A.SyncRow(null, r => r with { Reservation = new Reservation(owner, 1, "h", _clock.Now.AddMinutes(minutes)) });
        Assert.Equal(isOver, Assert.Single(Reservations().Read([row])).Reservation!.Until <= _clock.Now);
    }

    private Reservations Reservations() => new(_store, _instances.Object, new IdSource(_clock), Options.Create(new EngineOptions()), _clock);

    private async Task<GroupCall> StoredAsync(Func<SyncRow, SyncRow>? with = null)
    {
        var row = Assert.Single(await _store.WriteAsync([A.SyncRow(null, with)], default))!;
        return Sending(new LoadedOrder(A.PushOrder(row.OrderId), An.Order(o => o with { Id = row.OrderId }), [row]), row);
    }

    private static GroupCall Sending(LoadedOrder loaded, SyncRow row)
    {
        var wanted = A.ShippingOrder(o => o with { OrderKey = row.OrderKey });
        var group = new PlannedGroup(row.GroupKey, row.Account, PushAction.Update) { Wanted = new WantedContent(wanted, [1, 2], "h2"), ToSend = wanted, Row = row };
        return GroupCall.From(new PlannedOrder(loaded, [group]), group);
    }
}
