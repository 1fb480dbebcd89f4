using Connector.Core.Model.Shipping;

namespace Connector.Core.Rules.Mapping.Parcels;

/// <summary>How the units of an order part fit the boxes of its location.</summary>
/// <param name="Boxes">One: the smallest that takes all units. Several: boxes that take them together, of which the shipping order shows none. Empty when nothing is known or a unit fits no box.</param>
/// <param name="Problem">Why one box does not do; null when it does.</param>
public sealed record PackingResult(IReadOnlyList<PackedBox> Boxes, string? Problem = null)
{
    /// <summary>The box of the whole part; null when there is no single one.</summary>
    internal PackedBox? Only => Problem is null && Boxes is [var only] ? only : null;
}

/// <summary>One box and what is in it.</summary>
/// <param name="Name">Of the box rule.</param>
/// <param name="Weight">With the box.</param>
/// <param name="PackageCode">The shipping side's code; null without one.</param>
public sealed record PackedBox(string Name, Dimensions Size, Weight Weight, string? PackageCode, IReadOnlyList<PackedUnits> Contents);

/// <summary>So many units of an item.</summary>
public sealed record PackedUnits(string LineItemKey, int Quantity);
