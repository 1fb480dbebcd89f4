using Connector.Core.Model.Labels;

namespace Connector.Core.Rules.Labels.Purchases;

/// <summary>What happens to the label of an order that was cancelled.</summary>
/// <param name="Reason">Why it is not voided by itself; null when it is.</param>
public sealed record VoidDecision(VoidAction Action, LabelReason? Reason = null)
{
    /// <summary>Pure.</summary>
    /// <param name="isOurs">True for a label that we bought.</param>
    /// <param name="isCancelled">True when the order, or all of it that is in the parcel, is cancelled.</param>
    /// <param name="isScanned">True when the carrier has the parcel; null when tracking does not say.</param>
    public static VoidDecision Compute(LabelRecord label, bool isOurs, bool isCancelled, bool? isScanned, VoidRules rules, DateTimeOffset now)
    {
        if (label.IsVoided) return Leave(LabelCodes.AlreadyVoided, "the label is voided");
        if (!isCancelled) return Leave(LabelCodes.OrderStillOpen, "the order is not cancelled");
        if (rules.Mode == VoidMode.Off) return Leave(LabelCodes.ModeIsOff, "voids are switched off");
        if (isScanned == true) return Leave(LabelCodes.Scanned, "the carrier has the parcel");
        var within = rules.WithinByCarrier.FirstOrDefault(c => c.Key.Equals(label.CarrierCode, StringComparison.OrdinalIgnoreCase)) is { Key: not null } own ? own.Value : rules.Within;
        if (label.CreatedAt is { } created && now - created > within) return Leave(LabelCodes.TooOldToVoid, FormattableString.Invariant($"the label is older than {within:c}"));
        if (rules.Mode == VoidMode.Propose) return new VoidDecision(VoidAction.Propose, new LabelReason(LabelCodes.ModeIsPropose, "the rules propose voids"));
        return isOurs ? new VoidDecision(VoidAction.Void) : new VoidDecision(VoidAction.Propose, new LabelReason(LabelCodes.ForeignLabel, "somebody else bought the label"));
    }

    private static VoidDecision Leave(string code, string text) => new(VoidAction.Leave, new LabelReason(code, text));
}

public enum VoidAction { Leave, Propose, Void }
