using Connector.Core.Model.Messages;

namespace Connector.Core.Rules.Mapping.Amounts;

/// <summary>Amounts that the shipping side cannot store.</summary>
internal static class AmountLimit
{
    public static void Check(MappingRun run, MoneyRules rules, string field, decimal amount)
    {
        if (Math.Abs(amount) > rules.MaximumAmount) run.Refuse(ErrorCodes.FieldInvalid, field, $"The amount is larger than {rules.MaximumAmount}.");
    }
}
