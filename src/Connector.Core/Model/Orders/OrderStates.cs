namespace Connector.Core.Model.Orders;

/// <summary>The state of the order in the shop. A value that this version does not know reads as <see cref="Unknown"/>.</summary>
public enum OrderState { Unknown, Open, Confirmed, Complete, Cancelled }

/// <summary>The state of the payment; <see cref="None"/> when the shop says nothing.</summary>
public enum PaymentState { None, Unknown, BalanceDue, Failed, Pending, CreditOwed, Paid }

/// <summary>The state of the delivery as the shop shows it; <see cref="None"/> when it shows nothing.</summary>
public enum ShipmentState { None, Unknown, Pending, Ready, Partial, Shipped, Delivered, Delayed, Backorder, Canceled }

/// <summary>What a line is: a catalogue product, or a line that the shop added by itself (fee, wrap, discount).</summary>
public enum LineKind { Product, Custom }
