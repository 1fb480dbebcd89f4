namespace commercetools.Sdk.Api.Models.Orders;

// The SDK's enumerations are interfaces with a static member for each known value.

public interface IShipmentState
{
    static readonly IShipmentState Shipped = new ShipmentWord("Shipped");
    static readonly IShipmentState Delivered = new ShipmentWord("Delivered");
    static readonly IShipmentState Ready = new ShipmentWord("Ready");
    static readonly IShipmentState Pending = new ShipmentWord("Pending");
    static readonly IShipmentState Delayed = new ShipmentWord("Delayed");
    static readonly IShipmentState Partial = new ShipmentWord("Partial");
    static readonly IShipmentState Backorder = new ShipmentWord("Backorder");
    string JsonName { get; }

    static IShipmentState FindEnum(string value) => new ShipmentWord(value);
}

public interface IOrderState
{
    static readonly IOrderState Open = new OrderWord("Open");
    static readonly IOrderState Confirmed = new OrderWord("Confirmed");
    static readonly IOrderState Complete = new OrderWord("Complete");
    static readonly IOrderState Cancelled = new OrderWord("Cancelled");

    string JsonName { get; }
}

public interface IReturnShipmentState
{
    static readonly IReturnShipmentState Advised = new ReturnWord("Advised");
    static readonly IReturnShipmentState Returned = new ReturnWord("Returned");

    string JsonName { get; }
}

internal sealed record ShipmentWord(string JsonName) : IShipmentState;
internal sealed record OrderWord(string JsonName) : IOrderState;
internal sealed record ReturnWord(string JsonName) : IReturnShipmentState;
