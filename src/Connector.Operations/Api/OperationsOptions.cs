namespace Connector.Operations.Api;

/// <summary>Who may use the operations API and page. Section "Operations".</summary>
public sealed class OperationsOptions
{
    public const string SectionName = "Operations";

    /// <summary>
    /// False: this machine only. True: every address that reaches the port, without any sign-in of our own, so only behind a proxy that asks who it is.
    /// </summary>
    public bool AllowRemote { get; set; }

    /// <summary>
    /// With <see cref="AllowRemote"/>: the names under which the API and the page are reached, as the proxy passes them on, with or without a port. Empty: only the IP
    /// address of the connection itself, or localhost.
    /// </summary>
    public IReadOnlyList<string>? AllowedHosts { get; set; }

    /// <summary>Where people find an order in the shop: an https address with {orderId} and {orderNumber} in it. Null: no link.</summary>
    public string? ShopOrderLink { get; set; }

    /// <summary>The same for ShipStation.</summary>
    public string? ShippingOrderLink { get; set; }
}
