using Connector.Core.Model.Labels;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Purchases;
using Xunit;
using static Connector.Tests.Core.Rules.Labels.LabelSample;

namespace Connector.Tests.Core.Rules.Labels.Purchases;

/// <summary>The purchase was sent at <see cref="Now"/>; its reservation ends after three minutes, and labels are visible within an hour (V1) and half an hour (V2).</summary>
public sealed class PurchaseJudgeTests
{
    private static readonly UnknownPurchaseRules s_rules = new() { VisibleWithinV1 = TimeSpan.FromHours(1), VisibleWithinV2 = TimeSpan.FromMinutes(30), GiveUpAfter = TimeSpan.FromHours(24) };

    /// <summary>The purchase, what was read, minutes since it was sent, and the verdict: its kind, then the code, the minutes of the next look, or whose label it is.</summary>
    public static TheoryData<string, Func<ReservedPurchase, ReservedPurchase>, Func<PurchaseEvidence, PurchaseEvidence>, double, string> Cases() => new()
    {
        // Never sent.
        { "not sent, reservation running", NotSent, e => e, 2, "again NotSentYet 3" },
        { "not sent, reservation over", NotSent, e => e, 3, "absent" },
        { "not sent, people bought", NotSent, e => Read(e, 4, [Label()]), 4, "exists others" },
        { "not sent, a label while it runs", NotSent, e => Read(e, 1, [Label()]), 1, "again NotVisibleYet 2" },

        // Nothing was read, or too early.
        { "nothing read", Sent, e => e, 0, "again NotVisibleYet 0.083" },
        { "nothing read after a while", Sent, e => e, 1, "again NotVisibleYet 2" },
        { "read at once, nothing there", Sent, e => Read(e, 0.1, []), 0.2, "again NotVisibleYet 0.5" },
        { "read after ten minutes", Sent, e => Read(e, 10, []), 11, "again NotVisibleYet 60" },
        { "the instant that proves something comes first", Sent, e => Read(e, 60, []), 61, "again NotVisibleYet 63" },
        { "it has come and nothing was read since", Sent, e => Read(e, 60, []), 70, "again NotVisibleYet 70" },
        { "a moment too early", Sent, e => Read(e, 62.9, []), 64, "again NotVisibleYet 64" },

        // Nothing was bought.
        { "read late enough", Sent, e => Read(e, 63, []), 64, "absent" },
        { "read late enough, cancelled", Sent, e => Read(e, 63, []) with { Status = ShippingOrderStatus.Cancelled }, 64, "absent" },
        { "read late enough, balance as it was", Sent, e => Read(e, 63, []) with { UnexplainedCharge = 3.69m }, 64, "absent" },
        { "read late enough by half", Sent, e => Read(e, 63, []) with { StatusReadAt = Now }, 64, "again NotVisibleYet 64" },
        { "state of the order not known", Sent, e => Read(e, 63, []) with { Status = null }, 64, "again NotVisibleYet 120" },
        { "a reading with rows left out", Sent, e => Read(e, 63, [], complete: false), 64, "again NotVisibleYet 120" },
        { "V2 was not read", Sent, e => Read(e, 63, []) with { HasV2 = true }, 64, "again NotVisibleYet 64" },
        { "both lists", Sent, e => Both(e, 63, [], []), 64, "absent" },
        { "V2 earlier, still late enough", Sent, e => Both(e, 63, [], [], 33), 64, "absent" },
        { "V2 too early", Sent, e => Both(e, 63, [], [], 32.9), 64, "again NotVisibleYet 64" },
        { "a voided label that was known", p => p with { KnownLabelIds = ["se-4501"] }, e => Read(e, 63, [Voided()]), 64, "absent" },
        { "a return label", Sent, e => Read(e, 63, [Label(l => l with { IsReturn = true })]), 64, "absent" },

        // It is there.
        { "ours, V1 alone", Sent, e => Read(e, 0.1, [Label()]), 0.2, "exists ours" },
        { "ours, both lists", Sent, e => Both(e, 1, [Label()], [Label(l => l with { Api = LabelApi.V2 })]), 1, "exists ours" },
        { "ours, one list of two", Sent, e => Both(e, 1, [Label()], []), 1, "again OneListOnly 2" },
        { "ours, one list of two for good", Sent, e => Both(e, 63, [Label()], []), 64, "exists ours OneListOnly" },
        { "ours, nothing stated", Sent, e => Read(e, 1, [Label(l => l with { CarrierCode = null, ServiceCode = null, CreatedAt = null })]), 1, "exists ours" },
        { "ours, their clock is behind", Sent, e => Read(e, 1, [Label(l => l with { CreatedAt = Now.AddMinutes(-2) })]), 1, "exists ours" },
        { "people's: older", Sent, e => Read(e, 1, [Label(l => l with { CreatedAt = Now.AddMinutes(-3) })]), 1, "again NotVisibleYet 2" },
        { "people's: another service", Sent, e => Read(e, 1, [Label(l => l with { ServiceCode = "ups_ground" })]), 1, "again NotVisibleYet 2" },
        { "people's: another service, settled", Sent, e => Read(e, 63, [Label(l => l with { ServiceCode = "ups_ground" })]), 64, "exists others" },
        { "people's: much later", Sent, e => Read(e, 63, [Label(l => l with { CreatedAt = Now.AddMinutes(16) })]), 64, "exists others" },
        { "people's: lists not readable", Sent, e => Read(e, 1, [Label(l => l with { ServiceCode = "ups_ground" })]), 24 * 60, "exists others" },
        { "the one that the response named", p => p with { NamedLabelId = "se-4501" }, e => Read(e, 1, [Label(l => l with { ServiceCode = "ups_ground" })]), 1, "exists ours" },
        { "ours by its batch, much later", p => p with { BatchName = "se-65" }, e => Read(e, 50, [Label(l => l with { BatchId = "se-65", CreatedAt = Now.AddMinutes(40) })]), 50, "exists ours" },
        { "people's: another batch, much later", p => p with { BatchName = "se-65" }, e => Read(e, 63, [Label(l => l with { BatchId = "se-66", CreatedAt = Now.AddMinutes(40) })]), 64, "exists others" },
        { "ours by a webhook", Sent, e => Read(e, 0.1, [Label()], complete: false), 0.1, "exists ours" },

        // People are needed.
        { "two labels", Sent, e => Read(e, 1, [Label(), Label(l => l with { LabelId = "se-2" })]), 1, "locked SeveralLabels" },
        { "two labels in two lists", Sent, e => Both(e, 1, [Label()], [Label(l => l with { LabelId = "se-2" })]), 1, "locked SeveralLabels" },
        { "bought and voided", Sent, e => Read(e, 1, [Voided()]), 1, "locked VoidedMeanwhile" },
        { "bought and voided, seen in one reading", Sent, e => Both(e, 1, [Label()], [Voided()]), 1, "locked VoidedMeanwhile" },
        { "voided, age not stated", Sent, e => Read(e, 63, [Voided() with { CreatedAt = null }]), 64, "locked VoidedMeanwhile" },
        { "an old voided one that was not known", Sent, e => Read(e, 63, [Voided() with { CreatedAt = Now.AddDays(-1) }]), 64, "absent" },
        { "bought and voided, another one live", Sent, e => Read(e, 1, [Voided(), Label(l => l with { LabelId = "se-2" })]), 1, "exists ours" },
        { "bought and voided, people bought another since", Sent, e => Read(e, 63, [Voided(), Label(l => l with { LabelId = "se-2", CreatedAt = Now.AddMinutes(40) })]), 64, "locked VoidedMeanwhile" },
        { "people's voided, theirs live", Sent, e => Read(e, 63, [Voided() with { ServiceCode = "ups_ground" }, Label(l => l with { LabelId = "se-2", CreatedAt = Now.AddMinutes(40) })]), 64, "exists others" },
        { "the named one is missing, early", p => p with { NamedLabelId = "se-9" }, e => Read(e, 1, []), 1, "again NotVisibleYet 2" },
        { "the named one is missing", p => p with { NamedLabelId = "se-9" }, e => Read(e, 63, []), 64, "locked NamedLabelMissing" },
        { "the named one is missing, another is there", p => p with { NamedLabelId = "se-9" }, e => Read(e, 63, [Label()]), 64, "locked NamedLabelMissing" },
        { "charged", Sent, e => Read(e, 63, []) with { UnexplainedCharge = 3.70m }, 64, "locked ChargedWithoutLabel" },
        { "shipped", Sent, e => Read(e, 63, []) with { Status = ShippingOrderStatus.Shipped }, 64, "locked ShippedWithoutLabel" },
        { "a test label", p => p with { IsTest = true }, e => Read(e, 63, []), 64, "locked TestLabelUnseen" },
        { "a day without a reading", Sent, e => e, 24 * 60, "locked NotReadable" },
        { "just before", Sent, e => Read(e, 63, [], complete: false), 24 * 60 - 1, "again NotVisibleYet 1440" }
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_certain(string what, Func<ReservedPurchase, ReservedPurchase> purchase, Func<PurchaseEvidence, PurchaseEvidence> evidence, double minutes, string expected)
    {
        var verdict = PurchaseJudge.Judge(purchase(Purchase()), evidence(new PurchaseEvidence()), s_rules, Now.AddMinutes(minutes));
        Assert.True(expected == Text(verdict), $"{what}: {Text(verdict)}");
    }

    [Fact]
    public void Readings_may_come_in_any_order()
    {
        var evidence = Both(new PurchaseEvidence(), 1, [Label()], [Voided()]);
        var turned = evidence with { Readings = [.. evidence.Readings.Reverse()] };
        Assert.Equal(Text(PurchaseJudge.Judge(Purchase(), evidence, s_rules, Now.AddMinutes(1))), Text(PurchaseJudge.Judge(Purchase(), turned, s_rules, Now.AddMinutes(1))));
    }

    [Theory]
    [InlineData(null, 64, "exists others OneListOnly")]
    [InlineData(30, 64, "again OneListOnly 93")]
    [InlineData(30, 94, "exists ours OneListOnly")]
    public void A_batch_that_waited_before_it_bought_made_its_labels_later(int? endedAfter, double now, string expected)
    {
        DateTimeOffset? ended = endedAfter is { } minutes ? Now.AddMinutes(minutes) : null;
        var purchase = Purchase() with { BatchName = "se-65", BatchEndedAt = ended, ReservedUntil = ended is { } later && later > Purchase().ReservedUntil ? later.AddMinutes(3) : Purchase().ReservedUntil };
        var late = Label(l => l with { CreatedAt = Now.AddMinutes(29) });
        var evidence = new PurchaseEvidence { HasV2 = true, Status = ShippingOrderStatus.Shipped, StatusReadAt = Now.AddMinutes(now) } with
        {
            Readings = [new LabelReading(LabelApi.V1, Now.AddMinutes(now), true, [late]), new LabelReading(LabelApi.V2, Now.AddMinutes(now), true, [])]
        };
        Assert.Equal(expected, Text(PurchaseJudge.Judge(purchase, evidence, s_rules, Now.AddMinutes(now))));
    }

    [Fact]
    public void A_label_of_our_batch_is_ours_also_where_V1_shows_it_last()
    {
        var purchase = Purchase() with { BatchName = "se-65" };
        var (v1, v2) = (Label(l => l with { CreatedAt = Now.AddMinutes(29), ObservedAt = Now.AddMinutes(64) }), Label(l => l with { CreatedAt = Now.AddMinutes(29), BatchId = "se-65", ObservedAt = Now.AddMinutes(63) }));
        var evidence = Both(new PurchaseEvidence(), 64, [v1], [v2]);
        Assert.Equal("exists ours", Text(PurchaseJudge.Judge(purchase, evidence, s_rules, Now.AddMinutes(64))));
    }

    [Fact]
    public void What_the_batch_bought_is_ours_and_a_like_label_that_people_bought_is_not()
    {
        LabelRecord[] labels = [Label(l => l with { BatchId = "se-65", IsVoided = true, CreatedAt = Now.AddMinutes(30) }), Label(l => l with { LabelId = "se-9", ShipmentId = 9 })];
        var evidence = Both(new PurchaseEvidence(), 1, labels, labels);
        Assert.Equal("locked VoidedMeanwhile", Text(PurchaseJudge.Judge(Purchase() with { BatchName = "se-65" }, evidence, s_rules, Now.AddMinutes(1))));
    }

    private static string Text(PurchaseCertainty certainty) => certainty switch
    {
        PurchaseCertainty.Exists exists => $"exists {(exists.IsOurs ? "ours" : "others")}{(exists.Remark is { } remark ? " " + remark.Code : "")}",
        PurchaseCertainty.ReadAgainAt again => FormattableString.Invariant($"again {again.Reason.Code} {(again.At - Now).TotalMinutes:0.###}"),
        PurchaseCertainty.LockedForAPerson locked => $"locked {locked.Reason.Code}",
        _ => "absent"
    };

    private static ReservedPurchase Sent(ReservedPurchase purchase) => purchase;

    private static ReservedPurchase NotSent(ReservedPurchase purchase) => purchase with { SentAt = null };

    private static LabelRecord Voided() => Label(l => l with { IsVoided = true });

    private static ReservedPurchase Purchase() => new()
    {
        ReservedAt = Now, ReservedUntil = Now.AddMinutes(3), SentAt = Now, CarrierCode = "stamps_com", ServiceCode = "usps_priority_mail", Price = 7.40m
    };

    private static PurchaseEvidence Read(PurchaseEvidence evidence, double minutes, IReadOnlyList<LabelRecord> labels, bool complete = true) => evidence with
    {
        Readings = [new LabelReading(LabelApi.V1, Now.AddMinutes(minutes), complete, labels)], Status = ShippingOrderStatus.AwaitingShipment, StatusReadAt = Now.AddMinutes(minutes)
    };

    private static PurchaseEvidence Both(PurchaseEvidence evidence, double minutes, IReadOnlyList<LabelRecord> v1, IReadOnlyList<LabelRecord> v2, double? minutesV2 = null)
    {
        var read = Read(evidence, minutes, v1);
        return read with { HasV2 = true, Readings = [.. read.Readings, new LabelReading(LabelApi.V2, Now.AddMinutes(minutesV2 ?? minutes), true, v2)] };
    }
}
