using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;

namespace Connector.Core.Rules.Selection.Routing;

/// <summary>Which lines of an order ship from where; explains itself.</summary>
/// <param name="Groups">One for each location (and address, where the order has several), in the order of the locations. Empty when nothing is left to ship.</param>
/// <param name="Explanations">For every line, the rule that won and the ones that did not.</param>
/// <param name="Problem">Set when the order cannot be routed: then there are no groups.</param>
public sealed record RoutePlan(IReadOnlyList<FulfillmentGroup> Groups, IReadOnlyList<LineExplanation> Explanations, RouteProblem? Problem = null);

/// <summary>The part of an order that leaves one location for one address: one order on the shipping side.</summary>
public sealed record FulfillmentGroup
{
    /// <summary>At most 12 characters; a pure function of location (and address), so it survives reordering of lines and rules.</summary>
    public required string GroupKey { get; init; }
    public required LocationRule Location { get; init; }

    /// <summary>The shipping entry of the order that this group belongs to, where the order has several.</summary>
    public OrderShipping? Shipping { get; init; }

    /// <summary>Where it goes; null when the order has no address at all.</summary>
    public PostalAddress? Address { get; init; }
    public IReadOnlyList<GroupLine> Lines { get; init; } = [];
    public IReadOnlyList<int> TagIds { get; init; } = [];
}

/// <summary>So many units of a line; the rest of it ships with other groups.</summary>
public sealed record GroupLine(OrderLine Line, long Quantity);

/// <param name="Rule">Name of the rule that won; null for the default location.</param>
/// <param name="Refused">Rule name and why it did not match.</param>
public sealed record LineExplanation(string LineId, long Quantity, string LocationKey, string? Rule, IReadOnlyList<RefusedRule> Refused);

public sealed record RefusedRule(string Rule, string Reason);

/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
public sealed record RouteProblem(string Code, string Description);
