namespace Connector.Core.Flows.Push;

/// <summary>What became of a call for one group.</summary>
/// <param name="ShippingOrderId">Null where it is still not known.</param>
/// <param name="Failure">Null when the shipping side has it.</param>
internal sealed record CallResult(long? ShippingOrderId, GroupFailure? Failure)
{
    /// <summary>It turned out to be shipped.</summary>
    public bool IsShipped { get; init; }
}

/// <summary>Fourth phase: the call was made, and its row does not know yet.</summary>
internal sealed record SentGroup(ReservedGroup Reserved, CallResult Result)
{
    public GroupCall Call => Reserved.Call;
    public PlannedGroup Group => Reserved.Call.Group;
    public GroupFailure? Failure => Result.Failure;
}
