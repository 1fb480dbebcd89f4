namespace Connector.Core.Model.Orders;

/// <summary>A payment of an order.</summary>
/// <param name="Method">The shop's word for how is paid.</param>
public sealed record Payment(string Id, string? Method, IReadOnlyList<PaymentTransaction> Transactions);

/// <summary>One movement of a payment.</summary>
/// <param name="At">When it took place; not every shop says.</param>
public sealed record PaymentTransaction(TransactionKind Kind, TransactionState State, DateTimeOffset? At, Money? Amount);

/// <summary>Only charges bring money; an authorization is a promise of it.</summary>
public enum TransactionKind { Unknown, Authorization, CancelAuthorization, Charge, Refund, Chargeback }

/// <summary>How far a transaction has come.</summary>
public enum TransactionState { Unknown, Initial, Pending, Success, Failure }
