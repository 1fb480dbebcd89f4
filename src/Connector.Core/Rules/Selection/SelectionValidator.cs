using Connector.Core.Model.Orders;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Selection;

internal static class SelectionValidator
{
    private static readonly TimeSpan LongestAge = TimeSpan.FromDays(30);

    /// <param name="weighed">Whether Routing.Weight names an attribute.</param>
    public static void Validate(SelectionRules rules, bool weighed, string path, ICollection<string> problems)
    {
        if (rules.Predicate is { } predicate && PredicateText.Problem(predicate) is { } problem) problems.Add($"{path}.{nameof(rules.Predicate)}: {problem}");
        States(rules.OrderStates, $"{path}.{nameof(rules.OrderStates)}", problems);
        States(rules.PaymentStates, $"{path}.{nameof(rules.PaymentStates)}", problems);
        States(rules.ShipmentStates, $"{path}.{nameof(rules.ShipmentStates)}", problems);
        NeverPasses(rules.OrderStates.In, OrderState.Cancelled, $"{path}.{nameof(rules.OrderStates)}.In", problems);
        NeverPasses(rules.ShipmentStates.In, ShipmentState.Canceled, $"{path}.{nameof(rules.ShipmentStates)}.In", problems);
        Keys(rules.WorkflowStates, $"{path}.{nameof(rules.WorkflowStates)}", problems);
        Keys(rules.Stores, $"{path}.{nameof(rules.Stores)}", problems);
        Flags(rules, ConditionScope.Unrouted(weighed), path, problems);
        RuleChecks.Texts(rules.PickupMethods, $"{path}.{nameof(rules.PickupMethods)}", problems);
        RuleChecks.Optional(rules.ZeroWeightAttribute, $"{path}.{nameof(rules.ZeroWeightAttribute)}", "the name of an attribute", problems);
        Times(rules, path, problems);
        Lines(rules.Lines, $"{path}.{nameof(rules.Lines)}", problems);
    }

    private static void States<T>(StateFilter<T> filter, string path, ICollection<string> problems) where T : struct, Enum
    {
        RuleChecks.Choices(filter.In, $"{path}.In", problems);
        RuleChecks.Choices(filter.Out, $"{path}.Out", problems);
        for (var i = 0; i < filter.In.Count; i++)
        {
            if (filter.Out.Contains(filter.In[i])) problems.Add($"{path}.In[{i}]: {filter.In[i]} is in Out, too; allowed: in one of them");
        }
    }

    private static void NeverPasses<T>(IList<T> values, T never, string path, ICollection<string> problems) where T : struct, Enum
    {
        if (values.IndexOf(never) is >= 0 and var i) problems.Add($"{path}[{i}]: {never} can never pass, such orders are cancelled; allowed: the other states");
    }

    private static void Keys(KeyFilter filter, string path, ICollection<string> problems)
    {
        RuleChecks.Texts(filter.In, $"{path}.In", problems);
        RuleChecks.Texts(filter.Out, $"{path}.Out", problems);
        RuleChecks.Disjoint(filter.In, filter.Out, $"{path}.In", "Out", problems);
    }

    private static void Flags(SelectionRules rules, ConditionScope scope, string path, ICollection<string> problems)
    {
        for (var i = 0; i < rules.SkipWhen.Count; i++) ConditionValidator.Validate(rules.SkipWhen[i], scope, $"{path}.{nameof(rules.SkipWhen)}[{i}]", problems);
        for (var i = 0; i < rules.Require.Count; i++)
        {
            var at = $"{path}.{nameof(rules.Require)}[{i}]";
            ConditionValidator.Validate(rules.Require[i], scope, at, problems);
            var required = new RuleTerms().Terms(rules.Require[i]);
            if (rules.SkipWhen.Any(s => new RuleTerms().Terms(s) is { AlwaysHold: false } skipped && skipped.Covers(required)))
            {
                problems.Add($"{at}: no order can pass, {nameof(rules.SkipWhen)} keeps back the same; allowed: in one of them");
            }
        }
    }

    private static void Times(SelectionRules rules, string path, ICollection<string> problems)
    {
        if (rules.MinimumAge < TimeSpan.Zero || rules.MinimumAge > LongestAge)
        {
            problems.Add($"{path}.{nameof(rules.MinimumAge)}: '{rules.MinimumAge}' is out of range; allowed: 00:00:00 to 30.00:00:00");
        }
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(rules.TimeZone, out _))
        {
            problems.Add($"{path}.{nameof(rules.TimeZone)}: '{rules.TimeZone}' is not a time zone; allowed: an IANA name such as America/New_York or Europe/Berlin, or UTC");
        }
        for (var i = 0; i < rules.BatchTimes.Count; i++)
        {
            if (rules.BatchTimes.Take(i).Contains(rules.BatchTimes[i])) problems.Add($"{path}.{nameof(rules.BatchTimes)}[{i}]: '{rules.BatchTimes[i]:HH\\:mm}' is there twice");
        }
        RuleChecks.Optional(rules.HoldUntilField, $"{path}.{nameof(rules.HoldUntilField)}", "the name of a custom field", problems);
    }

    private static void Lines(LineRules rules, string path, ICollection<string> problems)
    {
        for (var i = 0; i < rules.NotShipped.Count; i++) Line(rules.NotShipped[i], $"{path}.{nameof(rules.NotShipped)}[{i}]", problems);
        (string Name, IList<string> Slugs)[] lists =
        [
            (nameof(rules.GoodsSlugs), rules.GoodsSlugs), (nameof(rules.FeeSlugs), rules.FeeSlugs),
            (nameof(rules.DiscountSlugs), rules.DiscountSlugs), (nameof(rules.NotShippedSlugs), rules.NotShippedSlugs)
        ];
        RuleChecks.Texts(rules.ClosedStates, $"{path}.{nameof(rules.ClosedStates)}", problems);
        for (var i = 0; i < lists.Length; i++)
        {
            RuleChecks.Texts(lists[i].Slugs, $"{path}.{lists[i].Name}", problems);
            for (var j = 0; j < i; j++) RuleChecks.Disjoint(lists[i].Slugs, lists[j].Slugs, $"{path}.{lists[i].Name}", lists[j].Name, problems);
        }
    }

    private static void Line(LineCondition condition, string path, ICollection<string> problems)
    {
        if (condition is { Skus.Count: 0, ProductTypes.Count: 0, Attribute: null, CustomField: null, When: null })
        {
            problems.Add($"{path}: has no conditions, nothing would ever ship; allowed: one or more of Skus, ProductTypes, Attribute, CustomField, When");
        }
        RuleChecks.Rule(condition.ToCondition(), condition.When, ConditionScope.Line, path, problems);
        RuleChecks.Required(condition.Reason, $"{path}.{nameof(condition.Reason)}", "a word for the trace", problems);
    }
}
