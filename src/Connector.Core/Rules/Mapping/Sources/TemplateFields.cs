using System.Globalization;
using Connector.Core.Model.Orders;

namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>What a template may name besides custom fields, attributes, shared sources and pointers.</summary>
internal static class TemplateFields
{
    public const string Attribute = "attribute.";
    public const string Custom = "custom.";
    public const string Shared = "shared.";
    public const string CustomerGroup = "customerGroup";

    public static IReadOnlyDictionary<string, Func<SourceContext, string?>> OfOrder { get; } = new Dictionary<string, Func<SourceContext, string?>>(StringComparer.Ordinal)
    {
        ["orderNumber"] = static at => at.Order.NumberOrId,
        ["orderId"] = static at => at.Order.Id,
        ["purchaseOrderNumber"] = static at => at.Order.PurchaseOrderNumber,
        ["placedAt"] = static at => at.Order.PlacedAt.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["customerId"] = static at => at.Order.CustomerId,
        ["customerEmail"] = static at => at.Order.CustomerEmail,
        [CustomerGroup] = static at => at.Order.CustomerGroupKey ?? at.Order.CustomerGroupId,
        ["businessUnit"] = static at => at.Order.BusinessUnitKey,
        ["store"] = static at => at.Order.StoreKey,
        ["locale"] = static at => at.Order.Locale,
        ["country"] = static at => at.Run.ShipToCountry,
        ["currency"] = static at => at.Order.Total.Currency,
        ["orderValue"] = static at => Text(at.Order.Total),
        ["shippingMethod"] = static at => at.Run.Shipping is { } shipping ? string.IsNullOrWhiteSpace(shipping.MethodName) ? shipping.MethodKey : shipping.MethodName : null,
        ["location"] = static at => at.Run.Group?.Location.Key
    };

    public static IReadOnlyDictionary<string, Func<SourceContext, string?>> OfLine { get; } = new Dictionary<string, Func<SourceContext, string?>>(StringComparer.Ordinal)
    {
        ["sku"] = static at => at.Line?.Sku,
        ["name"] = static at => at.Line is { } line ? at.Locales.Pick(line.Names) : null,
        ["slug"] = static at => at.Line?.Slug,
        ["productKey"] = static at => at.Line?.ProductKey,
        ["productType"] = static at => at.Line?.ProductTypeKey ?? at.Line?.ProductTypeId,
        ["units"] = static at => at.Line is null ? null : at.Run.Units.ToString(CultureInfo.InvariantCulture),
        ["lineValue"] = static at => at.Line?.Total is { } total ? Text(total) : null
    };

    public static string Allowed(SourceUse use) => string.Join(", ", OfOrder.Keys.Concat(use == SourceUse.Line ? OfLine.Keys : []).Concat(use == SourceUse.Line ? ["attribute.NAME"] : Array.Empty<string>())
        .Concat(["custom.NAME", "shared.NAME", "a JSON Pointer such as /orderNumber"]));

    private static string Text(Money money) => money.Amount.ToString(CultureInfo.InvariantCulture);
}
