using System.CommandLine;

namespace Connector.Local.Cli;

/// <summary>`connector rules`: tools for the merchant's rules.</summary>
internal static class RulesCommand
{
    public static Command Create(CliContext context) => new("rules", "Check, test, compare and apply the rules of connector.json.")
    {
        RulesCheckCommand.Create(context), RulesTestCommand.Create(context), RulesDiffCommand.Create(context), RulesHistoryCommand.Create(context), RulesApplyCommand.Create(context)
    };
}
