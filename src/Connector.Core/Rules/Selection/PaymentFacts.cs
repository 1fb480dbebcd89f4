using Connector.Core.Model.Orders;

namespace Connector.Core.Rules.Selection;

/// <summary>What the payment state means for shipping.</summary>
internal static class PaymentFacts
{
    /// <summary>Many shops set no payment state at all (invoice, payment outside of the shop): that is no reason to wait. A state of the future is.</summary>
    public static bool IsPaid(PaymentState state) => state is PaymentState.None or PaymentState.Paid or PaymentState.CreditOwed;
}
