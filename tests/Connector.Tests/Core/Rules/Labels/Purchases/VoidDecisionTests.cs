using Connector.Core.Rules.Labels;
using Connector.Core.Rules.Labels.Purchases;
using Xunit;
using static Connector.Tests.Core.Rules.Labels.LabelSample;

namespace Connector.Tests.Core.Rules.Labels.Purchases;

public sealed class VoidDecisionTests
{
    /// <summary>Mode, whether the label is ours, the order cancelled, the parcel scanned, the label voided; its age in hours and carrier; and what is done.</summary>
    [Theory]
    [InlineData(VoidMode.Automatic, true, true, false, false, 1, "stamps_com", VoidAction.Void, null)]
    [InlineData(VoidMode.Automatic, true, true, null, false, 1, "stamps_com", VoidAction.Void, null)]
    [InlineData(VoidMode.Automatic, false, true, false, false, 1, "stamps_com", VoidAction.Propose, "ForeignLabel")]
    [InlineData(VoidMode.Propose, true, true, false, false, 1, "stamps_com", VoidAction.Propose, "ModeIsPropose")]
    [InlineData(VoidMode.Off, true, true, false, false, 1, "stamps_com", VoidAction.Leave, "ModeIsOff")]
    [InlineData(VoidMode.Automatic, true, false, false, false, 1, "stamps_com", VoidAction.Leave, "OrderStillOpen")]
    [InlineData(VoidMode.Automatic, true, true, true, false, 1, "stamps_com", VoidAction.Leave, "Scanned")]
    [InlineData(VoidMode.Automatic, true, true, false, true, 1, "stamps_com", VoidAction.Leave, "AlreadyVoided")]
    [InlineData(VoidMode.Automatic, true, true, false, false, 240, "stamps_com", VoidAction.Void, null)]
    [InlineData(VoidMode.Automatic, true, true, false, false, 241, "stamps_com", VoidAction.Leave, "TooOldToVoid")]
    [InlineData(VoidMode.Automatic, true, true, false, false, 25, "FEDEX", VoidAction.Leave, "TooOldToVoid")]
    [InlineData(VoidMode.Propose, true, true, false, false, 24, "fedex", VoidAction.Propose, "ModeIsPropose")]
    public void What_happens_to_the_label(VoidMode mode, bool ours, bool cancelled, bool? scanned, bool voided, int hours, string carrier, VoidAction action, string? code)
    {
        var rules = new VoidRules { Mode = mode, Within = TimeSpan.FromDays(10), WithinByCarrier = { ["fedex"] = TimeSpan.FromDays(1) } };
        var decision = VoidDecision.Compute(Label(l => l with { IsVoided = voided, CarrierCode = carrier, CreatedAt = Now.AddHours(-hours) }), ours, cancelled, scanned, rules, Now);
        Assert.Equal((action, code), (decision.Action, decision.Reason?.Code));
    }
}
