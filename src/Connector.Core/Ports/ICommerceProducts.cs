using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;

namespace Connector.Core.Ports;

/// <summary>Products of the shop. Every member throws <see cref="ConnectorException"/> with its kind when the shop cannot be asked or refuses.</summary>
public interface ICommerceProducts
{
    /// <summary>The published variants with these SKUs, many a call, kept for some minutes; SKUs that the shop does not know are left out.</summary>
    Task<IReadOnlyList<VariantFacts>> FindVariantsAsync(IReadOnlyCollection<string> skus, CancellationToken cancellationToken);

    /// <summary>All published variants of these products, those without SKU as well (their SKU is empty).</summary>
    Task<IReadOnlyList<VariantFacts>> FindVariantsOfAsync(IReadOnlyCollection<string> productIds, CancellationToken cancellationToken);

    /// <summary>The attributes of all product types.</summary>
    Task<IReadOnlyList<AttributeDefinition>> ListAttributesAsync(CancellationToken cancellationToken);
}

/// <param name="Saved">Whether the shop copies its values into line items.</param>
public sealed record AttributeDefinition(string ProductType, string Name, bool Saved);
