using System.Text.Json.Serialization;

namespace Connector.Commercetools.Wire;

/// <summary>Channels, states, shipping methods and stock entries, as far as we read them.</summary>
internal sealed record WireResource
{
    public string? Id { get; set; }
    public long? Version { get; set; }
    public string? Key { get; set; }
    public string? Type { get; set; }
    public List<string?>? Roles { get; set; }
    public string? Sku { get; set; }
    public WireReference? SupplyChannel { get; set; }
    public long? AvailableQuantity { get; set; }
}

/// <summary>Its own record because only there is the name a plain text.</summary>
internal sealed record WireShippingMethod
{
    public string? Id { get; set; }
    public string? Key { get; set; }
    public string? Name { get; set; }
}

internal sealed record WireType
{
    public string? Id { get; set; }
    public long? Version { get; set; }
    public string? Key { get; set; }
    public List<WireNamedField?>? FieldDefinitions { get; set; }
}

internal sealed record WireNamedField
{
    public string? Name { get; set; }
}

internal sealed record WireChannelDraft(string Key, IReadOnlyList<string> Roles);

internal sealed record WireTypeDraft(
    string Key, IReadOnlyDictionary<string, string> Name, IReadOnlyList<string> ResourceTypeIds, IReadOnlyList<WireFieldDefinition> FieldDefinitions);

internal sealed record WireFieldDefinition(
    string Name, IReadOnlyDictionary<string, string> Label, bool Required, WireFieldType Type, string InputHint);

internal sealed record WireFieldType(string Name, WireFieldType? ElementType);

[JsonPolymorphic(TypeDiscriminatorPropertyName = "action")]
[JsonDerivedType(typeof(WireAddFieldDefinition), "addFieldDefinition")]
[JsonDerivedType(typeof(WireAddRoles), "addRoles")]
internal abstract record WireResourceAction;

internal sealed record WireAddFieldDefinition(WireFieldDefinition FieldDefinition) : WireResourceAction;
internal sealed record WireAddRoles(IReadOnlyList<string> Roles) : WireResourceAction;
