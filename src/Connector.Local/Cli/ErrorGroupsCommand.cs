using System.CommandLine;
using Connector.Operations.Api;

namespace Connector.Local.Cli;

/// <summary>`connector errors groups`: what needs attention, by cause.</summary>
internal static class ErrorGroupsCommand
{
    public static Command Create(CliContext context)
    {
        var json = CliContext.Json();
        var groups = new Command("groups", "List the errors by cause, the largest group first, with what to do about each.")
        {
            ErrorsCommand.Kind, ErrorsCommand.Code, ErrorsCommand.Order, ErrorsCommand.OlderThan, json, CliContext.Url, CliContext.Key
        };
        groups.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connector = context.Operator(parsed);
            var found = await connector.GroupsAsync(ErrorsCommand.Query(parsed), cancellationToken);
            if (parsed.GetValue(json)) context.WriteJson(found);
            else Write(context.Output, found);
            return found.Total > 0 ? ExitCodes.NeedsAttention : ExitCodes.Done;
        });
        return groups;
    }

    private static void Write(TextWriter output, ErrorGroupsView found)
    {
        if (found.Groups.Count == 0)
        {
            output.WriteLine("Nothing needs attention.");
            return;
        }
        foreach (var group in found.Groups)
        {
            var again = group.FailedAgain > 0 ? $", {CliText.Number(group.FailedAgain)} of them failed again" : "";
            CliText.Wrap(output, $"{CliText.Number(group.Count),5} x {group.Reason} ({group.Code}), since {CliText.Instant(group.FirstFailedAt)}{again}", "", "        ");
            CliText.Wrap(output, $"{group.Work}: {group.Cause}", "        ");
            if (group.Cure is { } cure) CliText.Wrap(output, $"Cure: {cure}", "        ");
            CliText.Wrap(output, $"connector errors retry --group {group.Key} --wait", "        ");
        }
        if (found.More) output.WriteLine("There are more errors than were looked at.");
    }
}
