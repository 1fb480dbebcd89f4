using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Parcels;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Mapping;

/// <summary>The shipping orders of one shop order, or why there are none.</summary>
/// <param name="Problem">Set when the order cannot be said in the shipping side's words or the merchant wants it refused: then there are no orders.</param>
/// <param name="Warnings">Reflowed addresses, defaults taken, methods unmapped: shown in the trace, no reason to stop.</param>
public sealed record MappingResult(IReadOnlyList<MappedOrder> Orders, IReadOnlyList<MappingWarning> Warnings, MappingProblem? Problem = null);

/// <summary>One fulfillment group as a shipping order.</summary>
public sealed record MappedOrder(FulfillmentGroup Group, ShippingOrder Order)
{
    /// <summary>How it fits the boxes of its location; null where the location has none. With several boxes the order shows none of them: they are for who buys its labels.</summary>
    public PackingResult? Packing { get; init; }
}

/// <param name="Field">Target field, in the neutral order's names.</param>
public sealed record MappingWarning(string Code, string Field, string Text);

/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
public sealed record MappingProblem(string Code, string Field, string Text)
{
    /// <summary>The text, with the field where the text alone does not name it.</summary>
    public string Description => Code is ErrorCodes.FieldTooLong or ErrorCodes.FieldInvalid ? $"{Field}: {Text}" : Text;
}
