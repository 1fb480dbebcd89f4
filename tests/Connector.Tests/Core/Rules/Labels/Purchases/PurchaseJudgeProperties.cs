using Connector.Core.Model.Labels;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Purchases;
using Connector.TestSupport;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Connector.Tests.Core.Rules.Labels.Purchases;

/// <summary>
/// A shipping side that shows labels late, two lists, people who buy and void: whoever reads when the judge says so is never told that there is no label where there
/// is one, and comes to an end.
/// </summary>
public sealed class PurchaseJudgeProperties
{
    private const int Histories = 3_000;
    private static readonly UnknownPurchaseRules s_rules = new() { VisibleWithinV1 = TimeSpan.FromMinutes(40), VisibleWithinV2 = TimeSpan.FromMinutes(20), GiveUpAfter = TimeSpan.FromHours(6) };

    [Fact]
    public void Absent_is_said_only_when_nothing_was_bought() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => Play(seed))
            .Check(Config.QuickThrowOnFailure.WithReplay(PropertyRun.Start.Seed, PropertyRun.Start.Gamma).WithMaxTest(Histories));

    [Fact]
    public void Random_histories_end_in_every_way()
    {
        var ends = Enumerable.Range(0, 400).Select(Play).ToList();
        Assert.InRange(ends.Count(static e => e is PurchaseCertainty.CertainlyAbsent), 40, 350);
        Assert.InRange(ends.Count(static e => e is PurchaseCertainty.Exists { IsOurs: true }), 40, 350);
        Assert.InRange(ends.Count(static e => e is PurchaseCertainty.Exists { IsOurs: false }), 5, 350);
        Assert.InRange(ends.Count(static e => e is PurchaseCertainty.LockedForAPerson), 20, 350);
    }

    private static PurchaseCertainty Play(int seed)
    {
        var random = new Random(seed);
        var world = new World(random);
        var now = LabelSample.Now;
        var evidence = new PurchaseEvidence { HasV2 = world.HasV2 };
        for (var looks = 0; looks < 60; looks++)
        {
            var verdict = PurchaseJudge.Judge(world.Purchase, evidence, s_rules, now);
            if (verdict is not PurchaseCertainty.ReadAgainAt again)
            {
                Check(verdict, world, now);
                return verdict;
            }
            Assert.True(again.At >= now);
            now = again.At + TimeSpan.FromSeconds(random.Next(60));
            evidence = world.Read(evidence, now, random);
        }
        throw new InvalidOperationException($"Seed {seed} comes to no end.");
    }

    private static void Check(PurchaseCertainty verdict, World world, DateTimeOffset now)
    {
        if (verdict is PurchaseCertainty.CertainlyAbsent) Assert.DoesNotContain(world.Labels, l => l.CreatedAt <= now);
        if (verdict is PurchaseCertainty.Exists exists) Assert.Contains(world.Labels, l => l.LabelId == exists.Label.LabelId);
    }

    private sealed class World
    {
        private readonly TimeSpan _delayV1;
        private readonly TimeSpan _delayV2;

        public World(Random random)
        {
            var sent = random.Next(10) > 0;
            HasV2 = random.Next(2) == 0;
            Purchase = new ReservedPurchase
            {
                ReservedAt = LabelSample.Now.AddSeconds(-5), ReservedUntil = LabelSample.Now.AddMinutes(3), SentAt = sent ? LabelSample.Now : null,
                CarrierCode = "stamps_com", ServiceCode = "usps_priority_mail", Price = 7.40m
            };
            // The carrier may be slow, but the call has ended when the reservation does; then a label is visible within the time of the rules.
            if (sent && random.Next(2) == 0) Labels.Add(LabelSample.Label(l => l with { CreatedAt = LabelSample.Now.AddSeconds(random.Next(180)) }));
            // People buy only while no list shows a label.
            if (sent && random.Next(4) == 0) Labels.Add(LabelSample.Label(l => l with { LabelId = "se-9", ShipmentId = 9, ServiceCode = random.Next(2) == 0 ? "ups_ground" : l.ServiceCode, CreatedAt = LabelSample.Now.AddSeconds(random.Next(-100, 180)) }));
            for (var i = 0; i < Labels.Count; i++) if (random.Next(6) == 0) Labels[i] = Labels[i] with { IsVoided = true };
            (_delayV1, _delayV2) = (random.Next(3) * s_rules.VisibleWithinV1 / 2, random.Next(3) * s_rules.VisibleWithinV2 / 2);
        }

        public bool HasV2 { get; }
        public ReservedPurchase Purchase { get; }
        public List<LabelRecord> Labels { get; } = [];

        public PurchaseEvidence Read(PurchaseEvidence evidence, DateTimeOffset now, Random random)
        {
            var readings = evidence.Readings.ToList();
            if (random.Next(5) > 0) readings.Add(new LabelReading(LabelApi.V1, now, random.Next(8) > 0, Visible(now - _delayV1, LabelApi.V1)));
            if (HasV2 && random.Next(5) > 0) readings.Add(new LabelReading(LabelApi.V2, now, random.Next(8) > 0, Visible(now - _delayV2, LabelApi.V2)));
            return evidence with { Readings = readings, Status = ShippingOrderStatus.AwaitingShipment, StatusReadAt = now };
        }

        private List<LabelRecord> Visible(DateTimeOffset until, LabelApi api) => [.. Labels.Where(l => l.CreatedAt <= until).Select(l => l with { Api = api })];
    }
}
