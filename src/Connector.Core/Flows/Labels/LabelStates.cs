using Connector.Core.Model.Labels;
using Connector.Core.Rules.Labels;

namespace Connector.Core.Flows.Labels;

/// <summary>Pure: which labels a message works on.</summary>
internal static class LabelStates
{
    /// <summary>A purchase is under way or has no known outcome.</summary>
    public static bool IsToSettle(LabelRow row) => row.State is LabelState.Reserved or LabelState.Unknown;

    public static bool IsToVoid(LabelRow row) => row is { State: LabelState.Voiding, DueAt: not null };

    /// <summary>ShipStation shows a charge that our ledger does not explain.</summary>
    public static bool IsUnexplained(LabelRow row) => row is { DueAt: not null, Code: LabelCodes.UnexplainedCharge, State: LabelState.Bought or LabelState.BoughtByOthers };

    /// <summary>A refused one as well: whoever sends its message again wants it tried again.</summary>
    public static bool IsToDecide(LabelRow row) => row switch
    {
        { State: LabelState.Refused } => true,
        { DueAt: null } => false,
        _ => row.State is LabelState.Waiting or LabelState.Proposed or LabelState.Approved or LabelState.Bought
    };
}
