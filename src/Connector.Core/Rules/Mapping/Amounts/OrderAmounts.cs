using Connector.Core.Model.Orders;
using Connector.Core.Rules.Selection;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Mapping.Amounts;

/// <summary>
/// All amounts of an order and its groups, on the digits of the wire. The shipping side adds up quantity times unit price of all items, the tax field and the
/// shipping field. Over all groups that is, exactly: what the customer is charged, less the share of line, tax and discount of units that are not part
/// of the order any longer (<see cref="OpenQuantity"/>).
/// </summary>
internal sealed class OrderAmounts
{
    private const decimal ImplausibleFactor = 50m;
    private readonly LineAmount[] _lines;
    private readonly long[] _units;
    private readonly int _groups;

    private OrderAmounts(LineAmount[] lines, long[] units, int groups, int digits)
    {
        _lines = lines;
        _units = units;
        _groups = groups;
        Digits = digits;
    }

    /// <summary>Digits on the wire: those of the currency, at most two.</summary>
    public int Digits { get; }
    public int LineCount => _lines.Length;

    /// <summary>Of the kept units: the discount on the whole order (positive), and the tax in the tax field.</summary>
    public decimal Discount { get; private set; }
    public decimal Tax { get; private set; }

    /// <summary>What all groups together must add up to, and what is missing to that when everything else has been added.</summary>
    public decimal Total { get; private set; }
    public decimal Remainder { get; private set; }

    /// <summary>False when the order's own amounts contradict each other by more than rounding can explain.</summary>
    public bool RemainderIsRounding => Math.Abs(Remainder) <= (_lines.Length + 3) * (Digits == 0 ? 1m : Digits == 1 ? 0.1m : 0.01m);

    /// <summary>
    /// True when one of the two, the total and what everything adds up to, is fifty times the other and more: no discount or fee explains that, digits that
    /// were read wrongly do.
    /// </summary>
    public bool ContradictsItself
    {
        get
        {
            var (total, sum) = (Math.Abs(Total), Math.Abs(Total - Remainder));
            var (less, more) = total < sum ? (total, sum) : (sum, total);
            return !RemainderIsRounding && less > 0m && more >= less * ImplausibleFactor;
        }
    }

    /// <summary>One entry for each shipping of the order.</summary>
    public decimal[] Shippings { get; private set; } = [];
    public decimal ShippingTax { get; private set; }

    public ref LineAmount Line(int index) => ref _lines[index];

    /// <summary>Units of the line in the group.</summary>
    public long Units(int group, int line) => _units[group * _lines.Length + line];

    public decimal Round(decimal amount) => decimal.Round(amount, Digits, MidpointRounding.AwayFromZero);

    public static OrderAmounts Compute(Order order, RoutePlan plan, MoneyRules rules, LineShipping shipping)
    {
        var lines = Lines(order, plan, out var units);
        var digits = Math.Clamp(Math.Max(order.Total.FractionDigits, order.Taxed?.Gross.FractionDigits ?? 0), 0, 2);
        var amounts = new OrderAmounts(lines, units, plan.Groups.Count, digits);
        amounts.Compute(order, rules, shipping);
        return amounts;
    }

    private void Compute(Order order, MoneyRules rules, LineShipping shippingOf)
    {
        decimal shown = 0, kept = 0, taxOnTop = 0, takenTax = 0;
        for (var i = 0; i < _lines.Length; i++)
        {
            ref var line = ref _lines[i];
            ComputeLine(order, ref line, i, rules, shippingOf);
            shown += line.Shown;
            kept += line.KeptShown;
            taxOnTop += line.TaxOnTop;
            if (line.KeptUnits != line.Units) takenTax += line.TaxOnTop * (1m - line.KeptFraction);
        }
        var shipping = ComputeShipping(order, rules.Tax);
        taxOnTop += ShippingTax;

        var charged = Round(TaxView.Charged(order));
        var tax = Round(TaxView.TaxApart(order, rules.Tax));
        var discount = DiscountShown(order, rules.Tax, shown + shipping - (charged - tax));
        var removedTax = taxOnTop == 0m ? 0m : Round(tax * takenTax / taxOnTop);
        var removedDiscount = shown == 0m || kept == shown ? 0m : Round(discount * (shown - kept) / shown);
        Tax = tax - removedTax;
        Discount = discount - removedDiscount;
        Total = charged - (shown - kept) - removedTax + removedDiscount;
        Remainder = Total - (kept + shipping - Discount + Tax);
    }

    private void ComputeLine(Order order, ref LineAmount amount, int index, MoneyRules rules, LineShipping shipping)
    {
        var line = amount.Line;
        for (var group = 0; group < _groups; group++) amount.PlannedUnits += Units(group, index);
        amount.Units = Math.Max(Math.Max(line.Quantity, 0), amount.PlannedUnits);
        var leftOut = rules.NotShipped == NotShippedChoice.LeaveOut && line.Kind == LineKind.Product;
        amount.KeptUnits = leftOut ? amount.PlannedUnits : Math.Max(shipping.OpenUnits(order, line), amount.PlannedUnits);

        var total = TaxView.Total(line);
        amount.Shown = Round(TaxView.Shown(total, line.Taxed, rules.Tax));
        amount.TaxOnTop = TaxView.OnTop(total, line.Taxed, rules.Tax);
        amount.KeptShown = amount.KeptUnits == amount.Units ? amount.Shown : Round(amount.Shown * amount.KeptFraction);
        if (amount.PlannedUnits == 0) return;
        amount.ShippedShown = amount.PlannedUnits == amount.KeptUnits ? amount.KeptShown : Round(amount.KeptShown * amount.PlannedUnits / amount.KeptUnits);
        amount.UnitPrice = Round(amount.ShippedShown / amount.PlannedUnits);
        if (line.Taxed is { } taxed) amount.UnitTax = Round((taxed.Gross.Amount - taxed.Net.Amount) / amount.Units);
    }

    private decimal ComputeShipping(Order order, TaxDisplay display)
    {
        if (order.Shippings.Count == 0) return 0m;
        Shippings = new decimal[order.Shippings.Count];
        var sum = 0m;
        for (var i = 0; i < Shippings.Length; i++)
        {
            var shipping = order.Shippings[i];
            var taxed = shipping.Taxed ?? (Shippings.Length == 1 ? order.TaxedShipping : null);
            Shippings[i] = Round(TaxView.Shown(shipping.Price.Amount, taxed, display));
            ShippingTax += TaxView.OnTop(shipping.Price.Amount, taxed, display);
            sum += Shippings[i];
        }
        return sum;
    }

    /// <summary>The shop states one amount, with or without tax; the other follows from the totals, as long as it is near.</summary>
    private decimal DiscountShown(Order order, TaxDisplay display, decimal derived)
    {
        if (order.DiscountOnTotal is not { } reported) return 0m;
        var discount = Round(Math.Abs(reported.Amount));
        return display != TaxDisplay.AsPriced && Math.Abs(derived - discount) <= discount / 2m ? derived : discount;
    }

    /// <summary>The order's lines, and lines that only the plan has; the units of line l in group g at g * lines + l.</summary>
    private static LineAmount[] Lines(Order order, RoutePlan plan, out long[] units)
    {
        var lines = new List<OrderLine>(order.Lines);
        var placed = new List<(int Group, int Line, long Units)>(lines.Count);
        for (var group = 0; group < plan.Groups.Count; group++)
        {
            var from = 0;
            foreach (var part in plan.Groups[group].Lines)
            {
                var index = IndexOf(lines, part.Line, from);
                if (index < 0)
                {
                    index = lines.Count;
                    lines.Add(part.Line);
                }
                placed.Add((group, index, Math.Max(part.Quantity, 0)));
                from = index + 1;
            }
        }
        units = new long[plan.Groups.Count * lines.Count];
        foreach (var (group, line, count) in placed) units[group * lines.Count + line] += count;
        var amounts = new LineAmount[lines.Count];
        for (var i = 0; i < amounts.Length; i++) amounts[i].Line = lines[i];
        return amounts;
    }

    /// <summary>Plans name lines in the order's order, so that the next one is usually the one.</summary>
    private static int IndexOf(List<OrderLine> lines, OrderLine line, int from)
    {
        for (var i = from; i < lines.Count; i++)
        {
            if (ReferenceEquals(lines[i], line)) return i;
        }
        for (var i = 0; i < lines.Count; i++)
        {
            if (ReferenceEquals(lines[i], line)) return i;
        }
        return line.Id.Length == 0 ? -1 : lines.FindIndex(l => l.Id == line.Id);
    }
}
