using Connector.Core.Model.Orders;

namespace Connector.Core.Rules.Mapping.Amounts;

/// <summary>What one line costs, as shown and as taxed, and how much of it is still part of the order.</summary>
internal struct LineAmount
{
    public OrderLine Line;

    /// <summary>Units of the whole line, at least as many as are planned; and those still part of the order, shipping or not.</summary>
    public long Units;
    public long KeptUnits;
    public long PlannedUnits;

    /// <summary>For all units, rounded to the digits on the wire: the amount as it is shown, and the tax that comes on top of it.</summary>
    public decimal Shown;
    public decimal TaxOnTop;

    /// <summary>Of the kept units; and of the planned ones among them.</summary>
    public decimal KeptShown;
    public decimal ShippedShown;

    /// <summary>Price of one planned unit; times units it may miss <see cref="ShippedShown"/> by some of the smallest units.</summary>
    public decimal UnitPrice;

    /// <summary>Tax of one unit, for information.</summary>
    public decimal? UnitTax;

    public readonly decimal KeptFraction => Units == 0 ? 1m : (decimal)KeptUnits / Units;
}
