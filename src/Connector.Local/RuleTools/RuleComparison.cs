using System.Text;
using Connector.Core.Model.Orders;

namespace Connector.Local.RuleTools;

/// <summary>What another set of rules changes, counted over many orders. An order counts once for each field, however many of its lines change.</summary>
internal sealed class RuleComparison(RuleTrials old, RuleTrials present)
{
    private const int ExamplesOfAField = 3;
    private const string OrderKey = "orderKey";
    private static readonly string[] s_prefixes = ["parts.order.", "parts."];
    private readonly Dictionary<string, ChangedField> _fields = new(StringComparer.Ordinal);

    public int Orders { get; private set; }
    public int Changed { get; private set; }

    /// <summary>The most frequent first.</summary>
    public IReadOnlyList<ChangedField> Fields => [.. _fields.Values.OrderByDescending(static f => f.Orders).ThenBy(static f => f.Field, StringComparer.Ordinal)];

    /// <summary>Several orders at a time, on all processors; the examples are those of the first orders all the same.</summary>
    /// <param name="now">For both sets of rules.</param>
    public void Add(IReadOnlyList<Order> orders, DateTimeOffset now)
    {
        foreach (var (order, changes) in orders.AsParallel().AsOrdered().Select(order => (order, Compare(order, now)))) Count(order, changes);
    }

    /// <summary>The first change of each field; null when both make the same of it.</summary>
    private Dictionary<string, DocumentDifference>? Compare(Order order, DateTimeOffset now)
    {
        var (before, after) = (old.Try(order, now), present.Try(order, now));
        if (before.IsSame(after)) return null;
        var changes = new Dictionary<string, DocumentDifference>(StringComparer.Ordinal);
        foreach (var difference in DocumentDifference.Between(before.ToValues(), after.ToValues())) changes.TryAdd(FieldOf(difference.Path), difference);
        // It only follows from the part.
        changes.Remove(OrderKey);
        return changes;
    }

    private void Count(Order order, Dictionary<string, DocumentDifference>? changes)
    {
        Orders++;
        if (changes is null) return;
        Changed++;
        foreach (var (field, first) in changes)
        {
            var known = _fields.GetValueOrDefault(field) ?? new ChangedField(field, 0, []);
            _fields[field] = known with
            {
                Orders = known.Orders + 1,
                Examples = known.Examples.Count < ExamplesOfAField ? [.. known.Examples, new ChangedValue(order.NumberOrId, first.Expected, first.Actual)] : known.Examples
            };
        }
    }

    /// <summary>"parts[main].order.items[line]#2.sku" is the field "items.sku".</summary>
    private static string FieldOf(string path)
    {
        var field = new StringBuilder(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] != '[')
            {
                field.Append(path[i]);
                continue;
            }
            // Names may hold brackets: the end is before a dot, a number of a second entry, or nothing.
            while (i + 1 < path.Length && !(path[i] == ']' && path[i + 1] is '.' or '#')) i++;
            while (i + 1 < path.Length && path[i + 1] != '.') i++;
        }
        foreach (var prefix in s_prefixes) if (field.Length > prefix.Length && field.ToString(0, prefix.Length) == prefix) return field.ToString(prefix.Length, field.Length - prefix.Length);
        return field.ToString();
    }
}

/// <param name="Field">A field of the shipping order, or decision, reason, problem, warehouse, account.</param>
/// <param name="Orders">Orders in which it changes.</param>
internal sealed record ChangedField(string Field, int Orders, IReadOnlyList<ChangedValue> Examples);

/// <param name="Old">Null when the old rules leave it empty.</param>
/// <param name="New">Null when the new rules leave it empty.</param>
internal sealed record ChangedValue(string OrderNumber, string? Old, string? New);
