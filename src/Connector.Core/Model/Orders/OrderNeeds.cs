namespace Connector.Core.Model.Orders;

/// <summary>What the rules look at that an order document may lack: only this is asked of the shop in addition.</summary>
/// <param name="Attributes">Product attributes, each with the places in the rules that name it.</param>
/// <param name="LineStates">Keys of line item states.</param>
/// <param name="WorkflowStates">The key of the order's own state.</param>
public sealed record OrderNeeds(IReadOnlyList<AttributeUse> Attributes, bool LineStates, bool WorkflowStates)
{
    /// <summary>Attributes that are looked at where no rule names one: asked for only where the shop keeps them off its line items.</summary>
    public IReadOnlyList<string> BuiltIn { get; init; } = [];

    /// <summary>The document itself, because a rule names a place in it by JSON Pointer. Pages and batches of orders are read without it otherwise.</summary>
    public bool Documents { get; init; }

    /// <summary>Keys of customer groups.</summary>
    public bool CustomerGroups { get; init; }

    public static readonly OrderNeeds None = new([], LineStates: false, WorkflowStates: false);
}

/// <param name="Path">Place in the rules, such as Mapping.Items.Weight.</param>
public sealed record AttributeUse(string Path, string Name);
