using System.Collections.Frozen;

namespace Connector.Commercetools.Mapping;

/// <summary>Keys by id of what orders refer to without naming its key.</summary>
internal sealed record ReferenceKeys(IReadOnlyDictionary<string, string?> ChannelKeys, IReadOnlyDictionary<string, string?> ShippingMethodKeys)
{
    internal static readonly ReferenceKeys None = new(FrozenDictionary<string, string?>.Empty, FrozenDictionary<string, string?>.Empty);

    internal string? ChannelKey(string? id) => id is null ? null : ChannelKeys.GetValueOrDefault(id);

    internal string? ShippingMethodKey(string? id) => id is null ? null : ShippingMethodKeys.GetValueOrDefault(id);
}
