using Connector.Core.Flows.Push;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Plan;

/// <summary>What would change in a shipping order, field by field (<see cref="PayloadChanges"/>).</summary>
internal static class PayloadDifference
{
    /// <param name="there">Null when nothing is there: then every field that is filled is listed.</param>
    /// <param name="currency">Of all amounts.</param>
    public static IReadOnlyList<FieldDifference> Between(ShippingOrder? there, ShippingOrder then, string currency) =>
        [.. PayloadChanges.Between(there, then, currency).Select(static c => new FieldDifference(c.Field, c.Before, c.After))];
}
