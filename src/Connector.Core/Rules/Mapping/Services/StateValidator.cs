using Connector.Core.Model.Orders;
using Connector.Core.Rules.Selection;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Mapping.Services;

internal static class StateValidator
{
    /// <param name="weighed">Whether Routing.Weight names an attribute.</param>
    public static void Validate(StateRules states, SelectionRules selection, bool weighed, string path, ICollection<string> problems)
    {
        var list = $"{path}.{nameof(StateRules.Rules)}";
        var rules = states.Rules;
        for (var i = 0; i < rules.Count; i++) Rule(rules[i], selection, ConditionScope.Unrouted(weighed), $"{list}[{i}]", problems);
        RuleChecks.Names(rules.Select(r => r.Name), list, problems);
        RuleTerms.ReportShadowed([.. rules.Select(Terms)], list, problems);
    }

    private static void Rule(StatusRule rule, SelectionRules selection, ConditionScope scope, string path, ICollection<string> problems)
    {
        RuleChecks.Choices(rule.OrderStates, $"{path}.{nameof(rule.OrderStates)}", problems);
        RuleChecks.Choices(rule.PaymentStates, $"{path}.{nameof(rule.PaymentStates)}", problems);
        RuleChecks.Choices(rule.ShipmentStates, $"{path}.{nameof(rule.ShipmentStates)}", problems);
        RuleChecks.Texts(rule.WorkflowStates, $"{path}.{nameof(rule.WorkflowStates)}", problems);
        RuleChecks.Rule(rule.ToCondition(), rule.When, scope, path, problems);
        RuleChecks.Optional(rule.HoldUntilField, $"{path}.{nameof(rule.HoldUntilField)}", "the name of a custom field", problems);
        if (rule.HoldUntilField is not null && rule.Status != OpenStatus.OnHold)
        {
            problems.Add($"{path}.{nameof(rule.HoldUntilField)}: goes with Status OnHold only; allowed: Status OnHold, or leave it out");
        }
        NeverDue(rule.OrderStates, s => selection.OrderStates.Passes(s, s is OrderState.Open or OrderState.Confirmed), $"{path}.{nameof(rule.OrderStates)}", problems);
        NeverDue(
            rule.PaymentStates,
            s => selection.PaymentStates.Passes(s, PaymentFacts.IsPaid(s) || selection.Unpaid != UnpaidOrders.Skip),
            $"{path}.{nameof(rule.PaymentStates)}",
            problems);
    }

    private static void NeverDue<T>(IList<T> states, Func<T, bool> passes, string path, ICollection<string> problems) where T : struct, Enum
    {
        if (states.Count == 0 || states.Any(passes)) return;
        var allowed = string.Join(", ", Enum.GetValues<T>().Where(passes));
        problems.Add($"{path}: can never match, the selection lets no order in {string.Join(" or ", states)} through; allowed: {allowed}");
    }

    private static RuleTerms Terms(StatusRule rule) => new RuleTerms()
        .Choices(nameof(rule.OrderStates), rule.OrderStates)
        .Choices(nameof(rule.PaymentStates), rule.PaymentStates)
        .Choices(nameof(rule.ShipmentStates), rule.ShipmentStates)
        .Texts(nameof(rule.WorkflowStates), rule.WorkflowStates)
        .Terms(rule.ToCondition());
}
