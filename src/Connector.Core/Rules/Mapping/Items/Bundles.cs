using Connector.Core.Rules.Mapping.Amounts;
using Connector.Core.Rules.Mapping.Sources;

namespace Connector.Core.Rules.Mapping.Items;

/// <summary>Pure: which lines of a group the warehouse does not see because their bundle is sent by its parent or by its children.</summary>
internal sealed class Bundles(BundleRules rules, SourceCompiler compiler)
{
    private readonly TargetSource? _parent = rules.Parent is null || rules.Send == BundleChoice.Both
        ? null
        : new TargetSource(compiler, "Items[]", rules.Parent, SourceFormat.Text);

    /// <summary>By line the index of its parent's line, or -1; null when there are no bundles.</summary>
    public int[]? Parents(MappingRun run, OrderAmounts amounts)
    {
        if (_parent is null) return null;
        int[]? parents = null;
        for (var i = 0; i < amounts.LineCount; i++)
        {
            if (!_parent.TryText(run, amounts.Line(i).Line, out var name) || name is null) continue;
            var parent = IndexOf(amounts, name);
            if (parent < 0 || parent == i) continue;
            if (parents is null)
            {
                parents = new int[amounts.LineCount];
                Array.Fill(parents, -1);
            }
            parents[i] = parent;
        }
        return parents;
    }

    /// <summary>Lines whose amount is shown as an adjustment in this group; null for none. Never all of its goods.</summary>
    public bool[]? Hidden(OrderAmounts amounts, int group, int[]? parents)
    {
        if (parents is null) return null;
        var hidden = new bool[parents.Length];
        for (var i = 0; i < parents.Length; i++)
        {
            var parent = parents[i];
            if (parent < 0 || amounts.Units(group, i) == 0 || amounts.Units(group, parent) == 0) continue;
            hidden[rules.Send == BundleChoice.ParentOnly ? i : parent] = true;
        }
        for (var i = 0; i < hidden.Length; i++)
        {
            if (!hidden[i] && amounts.Units(group, i) > 0) return hidden;
        }
        return null;
    }

    private static int IndexOf(OrderAmounts amounts, string name)
    {
        for (var i = 0; i < amounts.LineCount; i++)
        {
            var line = amounts.Line(i).Line;
            if (line.Key == name || line.Id == name) return i;
        }
        return -1;
    }
}
