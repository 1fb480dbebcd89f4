using Connector.Core.Model.Orders;

namespace Connector.Core.Ports;

/// <summary>Things in the shop that orders refer to. Read rarely and kept for some minutes.</summary>
public interface ICommerceReferences
{
    /// <summary>A custom Type by id or key; null when there is none.</summary>
    Task<CommerceType?> GetTypeAsync(string idOrKey, CancellationToken cancellationToken);

    /// <summary>Null when there is no channel with this key.</summary>
    Task<CommerceChannel?> GetChannelAsync(string key, CancellationToken cancellationToken);

    /// <summary>Null when there is no state with this key.</summary>
    Task<CommerceState?> GetStateAsync(string key, CancellationToken cancellationToken);

    /// <summary>All channels, all pages.</summary>
    Task<IReadOnlyList<CommerceChannel>> ListChannelsAsync(CancellationToken cancellationToken);

    /// <summary>All shipping methods, all pages.</summary>
    Task<IReadOnlyList<CommerceShippingMethod>> ListShippingMethodsAsync(CancellationToken cancellationToken);

    /// <summary>Stock of these SKUs over all supply channels.</summary>
    Task<IReadOnlyList<StockEntry>> ListStockAsync(IReadOnlyCollection<string> skus, CancellationToken cancellationToken);

    /// <summary>Makes the channel with the role OrderExport when it is missing. True when it was made.</summary>
    Task<bool> EnsureExportChannelAsync(string key, CancellationToken cancellationToken);

    /// <summary>Makes the Type, or adds the fields that it lacks. Returns the names of the fields added; empty when all was there.</summary>
    Task<IReadOnlyList<string>> EnsureOrderTypeAsync(string key, IReadOnlyList<FieldDefinition> fields, CancellationToken cancellationToken);
}

public sealed record CommerceType(string Id, string Key, long Version, IReadOnlySet<string> FieldNames);
public sealed record CommerceChannel(string Id, string? Key, IReadOnlyList<string> Roles);
public sealed record CommerceState(string Id, string? Key, string Type);
public sealed record CommerceShippingMethod(string Id, string? Key, string Name);

/// <param name="Kind">String, Boolean, DateTime, Number or StringSet.</param>
public sealed record FieldDefinition(string Name, string Label, string Kind);
