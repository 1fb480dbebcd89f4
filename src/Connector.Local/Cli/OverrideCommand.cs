using System.CommandLine;
using Connector.Operations.Api;

namespace Connector.Local.Cli;

/// <summary>`connector override`: a value for one field of one order, kept apart from the order.</summary>
internal static class OverrideCommand
{
    public static Command Create(CliContext context)
    {
        var order = new Argument<string>("order") { Description = "Order number, shop order ID, ShipStation order ID or tracking number." };
        var field = new Option<string?>("--field") { Description = "The field, such as shipTo.phone or customerNotes.", HelpName = "name" };
        var value = new Option<string?>("--value") { Description = "Its value, instead of what the shop and the rules say.", HelpName = "text" };
        var reason = new Option<string?>("--reason") { Description = "Why.", HelpName = "text" };
        var remove = new Option<bool>("--remove") { Description = "Remove the value: what the shop and the rules say counts again." };
        var json = CliContext.Json();
        var command = new Command("override", "Set the value of one field of one order, remove it, or list what is set.") { order, field, value, reason, remove, CliContext.By, json, CliContext.Url, CliContext.Key };
        command.Validators.Add(result =>
        {
            var (hasField, hasValue, removes) = (result.GetValue(field) is not null, result.GetValue(value) is not null, result.GetValue(remove));
            if (hasValue == removes ? hasField || hasValue : !hasField) result.AddError("override: give --field with --value, --field with --remove, or neither to list what is set.");
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (name, who) = (parsed.GetValue(order)!, CliContext.Who(parsed));
            await using var connector = context.Operator(parsed);
            var list = await connector.OverridesAsync(name, cancellationToken);
            if (list is null)
            {
                await context.Error.WriteLineAsync($"No order found for '{name}'. Check the number, or look in commercetools.");
                return ExitCodes.Configuration;
            }
            if (parsed.GetValue(field) is { } chosen)
            {
                var wish = new OverrideWish(chosen, parsed.GetValue(value), parsed.GetValue(reason), who);
                if (parsed.GetValue(remove)) await connector.RemoveOverrideAsync(name, wish, cancellationToken);
                else await connector.SetOverrideAsync(name, wish, cancellationToken);
                list = await connector.OverridesAsync(name, cancellationToken) ?? list;
            }
            if (parsed.GetValue(json)) context.WriteJson(list);
            else Write(context.Output, list, isChanged: parsed.GetValue(field) is not null);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Write(TextWriter output, OverrideList list, bool isChanged)
    {
        output.WriteLine($"Order {list.OrderNumber ?? list.OrderId}");
        if (list.Overrides.Count == 0) output.WriteLine("  All fields are those of the shop and the rules.");
        foreach (var set in list.Overrides)
            CliText.Wrap(output, $"{set.Field}: {set.Value}  [set by {set.By}, {CliText.Instant(set.At)}{(set.Reason is null ? "" : $": {set.Reason}")}]", "  ", "      ");
        if (isChanged) CliText.Next(output, "connector run sends the order within seconds, connector sync at once; connector plan --order shows what would be sent.");
    }
}
