using System.Text.RegularExpressions;
using Connector.Core.Model.Orders;

namespace Connector.Local.RuleTools;

/// <summary>What another set of rules changes, counted over many orders. An order counts once for each field, however many of its lines change.</summary>
internal sealed partial class RuleComparison(RuleTrials old, RuleTrials present)
{
    private const int ExamplesOfAField = 3;
    private const string OrderKey = "orderKey";
    private readonly Dictionary<string, ChangedField> _fields = new(StringComparer.Ordinal);

    public int Orders { get; private set; }
    public int Changed { get; private set; }

    /// <summary>The most frequent first.</summary>
    public IReadOnlyList<ChangedField> Fields => [.. _fields.Values.OrderByDescending(static f => f.Orders).ThenBy(static f => f.Field, StringComparer.Ordinal)];

    /// <param name="now">For both sets of rules.</param>
    public void Add(Order order, DateTimeOffset now)
    {
        Orders++;
        var (before, after) = (old.Try(order, now), present.Try(order, now));
        if (before.IsSame(after)) return;
        Changed++;
        foreach (var field in DocumentDifference.Between(before.ToDocument(), after.ToDocument()).GroupBy(static d => FieldOf(d.Path), StringComparer.Ordinal))
        {
            // It only follows from the part.
            if (field.Key == OrderKey) continue;
            var known = _fields.GetValueOrDefault(field.Key) ?? new ChangedField(field.Key, 0, []);
            var first = field.First();
            _fields[field.Key] = known with
            {
                Orders = known.Orders + 1,
                Examples = known.Examples.Count < ExamplesOfAField ? [.. known.Examples, new ChangedValue(order.NumberOrId, first.Expected, first.Actual)] : known.Examples
            };
        }
    }

    /// <summary>"parts[main].order.items[line].sku" is the field "items.sku".</summary>
    private static string FieldOf(string path) => Prefix().Replace(Names().Replace(path, ""), "");

    [GeneratedRegex(@"\[[^\]]*\](#\d+)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Names();

    [GeneratedRegex(@"^parts\.(order\.)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Prefix();
}

/// <param name="Field">A field of the shipping order, or decision, reason, problem, warehouse, account.</param>
/// <param name="Orders">Orders in which it changes.</param>
internal sealed record ChangedField(string Field, int Orders, IReadOnlyList<ChangedValue> Examples);

/// <param name="Old">Null when the old rules leave it empty.</param>
/// <param name="New">Null when the new rules leave it empty.</param>
internal sealed record ChangedValue(string OrderNumber, string? Old, string? New);
