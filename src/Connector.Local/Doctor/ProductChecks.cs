using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Core.Rules.Files;

namespace Connector.Local.Doctor;

/// <summary>Product attributes that the rules name: whether the shop has them, and whether it copies them into line items.</summary>
internal sealed class ProductChecks(ICommerceProducts products, OrderNeeds needs)
{
    private const string Area = "commercetools";
    private const string Check = "product attributes";
    private const string Scopes = "The API client lacks the scope view_products (or view_product_types): add it in the Merchant Center (and to Commercetools:Scope, where that is set).";

    public async Task RunAsync(Findings findings, CancellationToken cancellationToken)
    {
        // A shop whose rules name none need not show its product types.
        if (needs.Attributes.Count == 0) return;
        if (await findings.AskAsync(Area, Check, () => products.ListAttributesAsync(cancellationToken), Scopes) is not { } known) return;
        foreach (var name in needs.Attributes.GroupBy(static use => use.Name, static use => use.Path, StringComparer.Ordinal))
        {
            var defined = known.Where(one => one.Name == name.Key).ToList();
            var unsaved = defined.Where(static one => !one.Saved).Select(static one => one.ProductType).Order(StringComparer.Ordinal).ToList();
            var places = string.Join(", ", name);
            if (defined.Count == 0) findings.Warn(Area, Check, $"{places}: no product type has an attribute '{name.Key}'{NearestName.Suggest(name.Key, known.Select(static one => one.Name))}", "Correct the name in the rules file, or add the attribute to the product types.");
            else if (unsaved.Count > 0)
                findings.Warn(
                    Area, Check, $"{places}: '{name.Key}' is not saved to line items ({string.Join(", ", unsaved)}): it is read from the product as it is then",
                    "Set savedToLineItem of the attribute to true where the value of the purchase counts; else give the API client view_published_products.");
            else findings.Ok(Area, Check, $"{places}: {name.Key}");
        }
    }
}
