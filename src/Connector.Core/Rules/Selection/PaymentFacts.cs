using Connector.Core.Model.Orders;

namespace Connector.Core.Rules.Selection;

/// <summary>Pure: what payments mean for shipping. The one place where this is decided; selection, states and mapping all ask here.</summary>
internal static class PaymentFacts
{
    /// <summary>Many shops set no payment state at all (invoice, payment outside of the shop): that is no reason to wait. A state of the future is.</summary>
    public static bool IsPaid(PaymentState state) => state is PaymentState.None or PaymentState.Paid or PaymentState.CreditOwed;

    /// <summary>The shop's payment state; where it sets none, what the transactions of the payments say. None where there are none either.</summary>
    public static PaymentState StateOf(Order order)
    {
        if (order.PaymentState != PaymentState.None) return order.PaymentState;
        var transactions = order.Payments.SelectMany(static p => p.Transactions).ToList();
        if (transactions.Count == 0) return PaymentState.None;
        if (Due(order) <= 0m || Covered(order) >= Due(order)) return PaymentState.Paid;
        if (transactions.Any(static t => t.State == TransactionState.Success)) return PaymentState.BalanceDue;
        return transactions.Any(static t => t.State is TransactionState.Initial or TransactionState.Pending) ? PaymentState.Pending : PaymentState.Failed;
    }

    /// <summary>When the first charge of any payment succeeded, else the first authorization; null when none did.</summary>
    public static DateTimeOffset? PaidAt(Order order) => Decisive(order)?.Transaction.At;

    /// <summary>Of the payment with that charge or authorization. A shop that records no transactions says with its first payment how it will be paid.</summary>
    public static string? Method(Order order)
    {
        if (Decisive(order) is { } found) return found.Payment.Method;
        return order.Payments.Any(static p => p.Transactions.Count > 0) ? null : order.PaymentMethod;
    }

    /// <summary>From 0 to 1: how much of what is due was charged and not paid back.</summary>
    public static decimal ReceivedShare(Order order)
    {
        var due = Due(order);
        return due <= 0m ? 0m : Math.Clamp(order.Payments.Sum(p => Received(p, order)) / due, 0m, 1m);
    }

    private static (Payment Payment, PaymentTransaction Transaction)? Decisive(Order order) =>
        First(order, TransactionKind.Charge) ?? First(order, TransactionKind.Authorization);

    /// <summary>By time; those without one come last, in the shop's order.</summary>
    private static (Payment Payment, PaymentTransaction Transaction)? First(Order order, TransactionKind kind)
    {
        (Payment Payment, PaymentTransaction Transaction)? first = null;
        foreach (var payment in order.Payments)
        {
            foreach (var transaction in payment.Transactions)
            {
                if (transaction.Kind != kind || transaction.State != TransactionState.Success) continue;
                if (first is null || (transaction.At ?? DateTimeOffset.MaxValue) < (first.Value.Transaction.At ?? DateTimeOffset.MaxValue)) first = (payment, transaction);
            }
        }
        return first;
    }

    private static decimal Due(Order order) => order.Taxed?.Gross.Amount ?? order.Total.Amount;

    /// <summary>
    /// Charged or authorized: what is captured when the goods leave counts as paid. Refunds of a part leave a paid order paid; money that went back as a whole does not.
    /// </summary>
    private static decimal Covered(Order order)
    {
        var covered = 0m;
        foreach (var payment in order.Payments)
        {
            var charged = Sum(payment, order, TransactionKind.Charge);
            var back = Sum(payment, order, TransactionKind.Refund) + Sum(payment, order, TransactionKind.Chargeback);
            if (charged > 0m && back >= charged) continue;
            covered += Math.Max(charged, Sum(payment, order, TransactionKind.Authorization) - Sum(payment, order, TransactionKind.CancelAuthorization));
        }
        return covered;
    }

    private static decimal Received(Payment payment, Order order) =>
        Sum(payment, order, TransactionKind.Charge) - Sum(payment, order, TransactionKind.Refund) - Sum(payment, order, TransactionKind.Chargeback);

    /// <summary>Of what succeeded, in the order's currency; a transaction without an amount is about all that is due.</summary>
    private static decimal Sum(Payment payment, Order order, TransactionKind kind)
    {
        var sum = 0m;
        foreach (var transaction in payment.Transactions)
        {
            if (transaction.Kind != kind || transaction.State != TransactionState.Success) continue;
            if (transaction.Amount is not { } amount) sum += Due(order);
            else if (amount.Currency == order.Total.Currency) sum += amount.Amount;
        }
        return sum;
    }
}
