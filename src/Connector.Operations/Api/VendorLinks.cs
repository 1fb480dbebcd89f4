namespace Connector.Operations.Api;

/// <summary>Where people find an order in both systems.</summary>
/// <param name="Shop">Null where Operations:ShopOrderLink is not set.</param>
/// <param name="Shipping">Null where Operations:ShippingOrderLink is empty.</param>
internal sealed record VendorLinks(string? Shop, string? Shipping)
{
    private const string OrderId = "{orderId}";
    private const string OrderNumber = "{orderNumber}";

    public static VendorLinks From(OperationsOptions options, string? orderId, string? orderNumber) =>
        new(Fill(options.ShopOrderLink, orderId, orderNumber), Fill(options.ShippingOrderLink, orderId, orderNumber));

    /// <summary>Null where what the link names is not known, and for what is no address of the web.</summary>
    private static string? Fill(string? template, string? orderId, string? orderNumber)
    {
        if (string.IsNullOrEmpty(template) || (orderId is null && template.Contains(OrderId, StringComparison.Ordinal)) || (orderNumber is null && template.Contains(OrderNumber, StringComparison.Ordinal))) return null;
        var text = template.Replace(OrderId, Uri.EscapeDataString(orderId ?? ""), StringComparison.Ordinal).Replace(OrderNumber, Uri.EscapeDataString(orderNumber ?? ""), StringComparison.Ordinal);
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps ? address.AbsoluteUri : null;
    }
}
