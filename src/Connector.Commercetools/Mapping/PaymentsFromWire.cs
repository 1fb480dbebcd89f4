using Connector.Commercetools.Wire;
using Connector.Core.Model.Orders;

namespace Connector.Commercetools.Mapping;

internal static class PaymentsFromWire
{
    /// <summary>Those that the shop expanded; of the others nothing is known but the id.</summary>
    internal static List<Payment> Read(WirePaymentInfo? wire, string orderCurrency)
    {
        var payments = new List<Payment>(wire?.Payments?.Count ?? 0);
        foreach (var reference in wire?.Payments ?? [])
        {
            if (reference?.Obj is not { } payment) continue;
            payments.Add(new Payment(Blank.ToNull(reference.Id) ?? "", Blank.ToNull(payment.PaymentMethodInfo?.Method), Transactions(payment.Transactions, orderCurrency)));
        }

        return payments;
    }

    private static List<PaymentTransaction> Transactions(List<WireTransaction?>? wires, string orderCurrency)
    {
        var transactions = new List<PaymentTransaction>(wires?.Count ?? 0);
        foreach (var wire in wires ?? [])
        {
            if (wire is not null) transactions.Add(new PaymentTransaction(Kind(wire.Type), State(wire.State), wire.Timestamp, MoneyFromWire.Read(wire.Amount, orderCurrency)));
        }

        return transactions;
    }

    private static TransactionKind Kind(string? word) => word switch
    {
        "Authorization" => TransactionKind.Authorization,
        "CancelAuthorization" => TransactionKind.CancelAuthorization,
        "Charge" => TransactionKind.Charge,
        "Refund" => TransactionKind.Refund,
        "Chargeback" => TransactionKind.Chargeback,
        _ => TransactionKind.Unknown
    };

    private static TransactionState State(string? word) => word switch
    {
        "Initial" => TransactionState.Initial,
        "Pending" => TransactionState.Pending,
        "Success" => TransactionState.Success,
        "Failure" => TransactionState.Failure,
        _ => TransactionState.Unknown
    };
}
