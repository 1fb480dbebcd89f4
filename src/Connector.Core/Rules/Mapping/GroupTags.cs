using Connector.Core.Rules.Selection.Conditions;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Mapping;

/// <summary>Pure: the tags of a shipping order, each once, ascending.</summary>
internal sealed class GroupTags(TagRules rules)
{
    private readonly (CompiledCondition? When, IList<int> TagIds)[] _conditional = [.. rules.Rules.Select(static r => (CompiledCondition.Compile(r.When), r.TagIds))];

    public IReadOnlyList<int> Compute(MappingRun run, FulfillmentGroup group, bool gift, bool crossBorder, bool split)
    {
        List<int>? tags = null;
        for (var i = 0; i < group.Location.TagIds.Count; i++) Add(ref tags, group.Location.TagIds[i]);
        for (var i = 0; i < group.TagIds.Count; i++) Add(ref tags, group.TagIds[i]);
        if (gift) Add(ref tags, rules.Gift);
        if (crossBorder) Add(ref tags, rules.CrossBorder);
        if (split) Add(ref tags, rules.Split);
        foreach (var (when, ids) in _conditional)
        {
            if (when?.Holds(run.Facts(null)) == false) continue;
            for (var i = 0; i < ids.Count; i++) Add(ref tags, ids[i]);
        }
        if (run.GroupCodes is { } codes && rules.OnWarning.Count > 0)
        {
            foreach (var code in codes)
            {
                if (rules.OnWarning.TryGetValue(code, out var tag)) Add(ref tags, tag);
            }
        }
        if (tags is null) return [];
        tags.Sort();
        return tags;
    }

    private static void Add(ref List<int>? tags, int? tag)
    {
        if (tag is { } id && !(tags ??= []).Contains(id)) tags.Add(id);
    }
}
