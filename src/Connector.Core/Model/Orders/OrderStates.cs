namespace Connector.Core.Model.Orders;

/// <summary>Where the order stands in the shop. A value that this version does not know reads as <see cref="Unknown"/>.</summary>
public enum OrderState { Unknown, Open, Confirmed, Complete, Cancelled }

/// <summary>Where the payment stands; <see cref="None"/> when the shop tells nothing.</summary>
public enum PaymentState { None, Unknown, BalanceDue, Failed, Pending, CreditOwed, Paid }

/// <summary>Where the delivery stands as the shop shows it; <see cref="None"/> when it shows nothing.</summary>
public enum ShipmentState { None, Unknown, Pending, Ready, Partial, Shipped, Delivered, Delayed, Backorder, Canceled }

/// <summary>What a line is: a catalogue product, or a line that the shop added by itself (fee, wrap, discount).</summary>
public enum LineKind { Product, Custom }
