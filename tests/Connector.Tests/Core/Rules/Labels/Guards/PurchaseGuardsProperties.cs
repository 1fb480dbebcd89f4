using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Guards;
using Connector.Core.Rules.Labels.Times;
using Connector.TestSupport;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Connector.Tests.Core.Rules.Labels.Guards;

/// <summary>Caps over random days of purchases: what was allowed is reserved, some of it costs less in the end, some was never bought.</summary>
public sealed class PurchaseGuardsProperties
{
    private const int Days = 400;
    private static readonly LabelCalendar s_calendar = new(new LabelTimes { TimeZone = "America/New_York" });

    [Fact]
    public void Caps_are_never_passed_by_a_cent() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => RunDay(seed))
            .Check(Config.QuickThrowOnFailure.WithReplay(PropertyRun.Start.Seed, PropertyRun.Start.Gamma).WithMaxTest(Days));

    [Fact]
    public void Random_days_reach_their_caps()
    {
        var days = Enumerable.Range(0, 50).Select(RunDay).ToList();
        Assert.InRange(days.Sum(static d => d.Bought), 500, 20_000);
        Assert.InRange(days.Count(static d => d.Waited > 0), 35, 50);
        Assert.InRange(days.Count(static d => d.Refused > 0), 10, 50);
    }

    private static (int Bought, int Waited, int Refused) RunDay(int seed)
    {
        var random = new Random(seed);
        var guards = new LabelGuards { MaxPrice = 30m, ReservePercent = random.Next(3) * 2.5m, Caps = Caps(random) };
        var spent = new List<LabelSpend>();
        var now = LabelSample.Now.AddMinutes(random.Next(1440));
        var (bought, waited, refused) = (0, 0, 0);
        for (var i = 0; i < 80; i++)
        {
            now = now.AddSeconds(random.Next(1800));
            var facts = new GuardFacts
            {
                Account = random.Next(4) == 0 ? "second" : "first", LocationKey = random.Next(2) == 0 ? "east" : "west", Now = now, Currency = "USD",
                IsApproved = random.Next(2) == 0, Price = random.Next(1, 3500) / 100m, Labels = random.Next(6) == 0 ? 2 : 1, Spent = [.. spent.OrderBy(_ => random.Next())]
            };
            var verdict = PurchaseGuards.Check(facts, guards, guards.Limits, s_calendar);
            waited += verdict.Action == GuardAction.Wait ? 1 : 0;
            refused += verdict.Action == GuardAction.Refuse ? 1 : 0;
            if (verdict.Action == GuardAction.Wait) RoomIsThereWhenItSays(facts, verdict, guards);
            if (verdict.Action != GuardAction.Buy) continue;
            bought++;
            spent.Add(new LabelSpend(facts.Account, facts.LocationKey, now, verdict.Reserve!.Value, facts.Labels));
            Assert.True(verdict.Reserve >= facts.Price && verdict.Reserve <= guards.MaxPrice);
            NothingIsPassed(spent, now, guards);
            // The outcome becomes known: it costs at most what was set aside, or was not bought at all.
            var settled = random.Next(spent.Count);
            if (random.Next(10) == 0) spent.RemoveAt(settled);
            else spent[settled] = spent[settled] with { Amount = spent[settled].Amount * random.Next(80, 101) / 100m };
        }
        return (bought, waited, refused);
    }

    /// <summary>Counted here once more, in another way: any sixty minutes, and each local day, by account and by location.</summary>
    private static void NothingIsPassed(List<LabelSpend> spent, DateTimeOffset now, LabelGuards guards)
    {
        foreach (var cap in guards.Caps)
        {
            var groups = spent.Where(s => (cap.Account ?? s.Account) == s.Account && (cap.Location ?? s.LocationKey) == s.LocationKey).GroupBy(s => s.Account);
            foreach (var group in groups)
            {
                var inWindow = cap.Per == CapPeriod.Hour
                    ? group.Where(s => now - s.At < TimeSpan.FromHours(1)).ToList()
                    : group.Where(s => LocalDay(s.At) == LocalDay(now)).ToList();
                Assert.True(!(inWindow.Sum(s => s.Amount) > cap.Money), $"{cap.Per} {cap.Location}: {inWindow.Sum(s => s.Amount)} of {cap.Money}");
                Assert.True(!(inWindow.Sum(s => s.Labels) > cap.Labels), $"{cap.Per} {cap.Location}: {inWindow.Sum(s => s.Labels)} of {cap.Labels}");
            }
        }
    }

    private static void RoomIsThereWhenItSays(GuardFacts facts, GuardVerdict verdict, LabelGuards guards)
    {
        Assert.True(verdict.RetryAt > facts.Now);
        var later = PurchaseGuards.Check(facts with { Now = verdict.RetryAt!.Value }, guards, guards.Limits, s_calendar);
        Assert.Equal(GuardAction.Buy, later.Action);
    }

    private static DateOnly LocalDay(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById("America/New_York")).DateTime);

    private static List<LabelCap> Caps(Random random) =>
    [
        new() { Per = CapPeriod.Day, Money = random.Next(100, 500) },
        new() { Per = CapPeriod.Hour, Money = random.Next(40, 90), Labels = random.Next(3, 8) },
        new() { Per = CapPeriod.Day, Location = "west", Labels = random.Next(5, 20) },
        new() { Per = CapPeriod.Hour, Account = "second", Location = "east", Money = random.Next(30, 60) }
    ];
}
