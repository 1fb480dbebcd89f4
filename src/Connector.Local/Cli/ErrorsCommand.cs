using System.CommandLine;
using System.Text.RegularExpressions;
using Connector.Core.Model.Messages;
using Connector.Local.Hosting;
using Connector.Local.Operators;
using Connector.Operations.Api;

namespace Connector.Local.Cli;

/// <summary>`connector errors list|show|retry|dismiss`: what needs attention.</summary>
internal static partial class ErrorsCommand
{
    public static readonly Option<FailureKind?> Kind = new("--kind") { Description = "Only errors of this kind.", HelpName = "kind" };
    public static readonly Option<string?> Code = new("--code") { Description = "Only errors with this code.", HelpName = "code" };
    public static readonly Option<string?> Order = new("--order") { Description = "Only errors of this order number or ID.", HelpName = "order" };
    public static readonly Option<TimeSpan?> OlderThan = Duration.Create("--older-than", "Only errors older than this: 30m, 12h, 2d, or [d.]hh:mm:ss.");
    private static readonly Option<bool> All = new("--all") { Description = "All errors that match the filters." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only list which errors it would be." };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why nothing is to be done.", HelpName = "text" };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Do not ask." };
    private static readonly Argument<string[]> Ids = new("ids") { Description = "IDs from errors list.", Arity = ArgumentArity.ZeroOrMore };

    public static Command Create(CliContext context)
    {
        var command = new Command("errors", "Manage failed orders.") { List(context), Show(context) };
        foreach (var (name, isHidden) in (ReadOnlySpan<(string, bool)>)[("retry", false), ("replay", true)]) command.Subcommands.Add(Retry(context, name, isHidden));
        foreach (var (name, isHidden) in (ReadOnlySpan<(string, bool)>)[("dismiss", false), ("discard", true)]) command.Subcommands.Add(Dismiss(context, name, isHidden));
        command.Subcommands.Add(ErrorGroupsCommand.Create(context));
        command.Subcommands.Add(ErrorRetry.CreateList(context));
        return command;
    }

    private static Command List(CliContext context)
    {
        var json = CliContext.Json();
        var list = new Command("list", "List the errors, oldest first.") { Kind, Code, Order, OlderThan, json, CliContext.Url, CliContext.Key };
        list.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connector = context.Operator(parsed);
            var query = Query(parsed);
            var errors = await connector.ErrorsAsync(query, cancellationToken);
            if (parsed.GetValue(json)) context.WriteJson(errors);
            else ErrorText.Write(context.Output, errors, isWhole: query == new ErrorQuery());
            return errors.Count > 0 ? ExitCodes.NeedsAttention : ExitCodes.Done;
        });
        return list;
    }

    private static Command Show(CliContext context)
    {
        var id = new Argument<string>("id") { Description = "ID from errors list." };
        var json = CliContext.Json();
        var show = new Command("show", "Show one error with its message.") { id, json, CliContext.Url, CliContext.Key };
        show.Validators.Add(result => RefuseIds(result, [result.GetValue(id) ?? ""]));
        show.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connector = context.Operator(parsed);
            if (await connector.ErrorAsync(parsed.GetValue(id)!, cancellationToken) is not { } error)
            {
                await context.Error.WriteLineAsync($"There is no error with the ID {parsed.GetValue(id)}. It may have been retried, dismissed or resolved. See: connector errors list");
                return ExitCodes.Configuration;
            }
            if (parsed.GetValue(json)) context.WriteJson(error);
            else ErrorText.Describe(context.Output, error);
            return ExitCodes.Done;
        });
        return show;
    }

    /// <param name="isHidden">A name from before: it works, but help does not list it.</param>
    private static Command Retry(CliContext context, string name, bool isHidden) => Change(
        context, new Command(name, "Try again. Each order and the rules are read again before anything is sent.") { ErrorRetry.Group, ErrorRetry.Wait, ErrorRetry.PerMinute, ErrorRetry.Preview }, "retried",
        static (connector, ids, parsed, stop) => connector.RetryAsync(ids, CliContext.Who(parsed), stop), isFinal: false, isHidden);

    private static Command Dismiss(CliContext context, string name, bool isHidden) => Change(
        context, new Command(name, "Remove; the orders do not change, and the page can undo it.") { Reason, Yes }, "dismissed",
        static (connector, ids, parsed, stop) => connector.DismissAsync(ids, parsed.GetValue(Reason), CliContext.Who(parsed), stop), isFinal: true, isHidden);

    private static Command Change(
        CliContext context, Command command, string done, Func<IOperator, IReadOnlyList<string>, ParseResult, CancellationToken, Task<int>> change, bool isFinal, bool isHidden = false)
    {
        var json = CliContext.Json();
        command.Hidden |= isHidden;
        command.Arguments.Add(Ids);
        foreach (var option in (Option[])[All, Kind, Code, Order, OlderThan, DryRun, CliContext.By, json, CliContext.Url, CliContext.Key]) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            var ids = result.GetValue(Ids) ?? [];
            var group = isFinal ? null : result.GetValue(ErrorRetry.Group);
            if ((ids.Length > 0 ? 1 : 0) + (result.GetValue(All) ? 1 : 0) + (group is null ? 0 : 1) != 1)
                result.AddError($"errors {command.Name}: give IDs or --all{(isFinal ? "" : " or --group")}, not {(isFinal ? "both" : "several of them")}. Filters can be added to --all.");
            else RefuseIds(result, ids);
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!isFinal && parsed.GetValue(ErrorRetry.Preview)) return await ErrorRetry.PreviewAsync(context, parsed, parsed.GetValue(Ids) ?? [], parsed.GetValue(json), cancellationToken);
            await using var connector = context.Operator(parsed);
            if (!isFinal && ErrorRetry.IsAsked(parsed)) return await ErrorRetry.RunAsync(context, connector, parsed, Wish(parsed), parsed.GetValue(json), cancellationToken);
            var (chosen, missing) = await ChooseAsync(connector, parsed, cancellationToken);
            foreach (var id in missing) await context.Error.WriteLineAsync($"There is no error with the ID {id}.");
            var dryRun = parsed.GetValue(DryRun);
            if (!dryRun && isFinal && !parsed.GetValue(Yes) && chosen.Count > 0 && !Confirm(context, chosen)) return ExitCodes.Done;
            var count = dryRun ? 0 : await change(connector, [.. chosen.Select(static e => e.Id)], parsed, cancellationToken);
            var asked = chosen.Count + missing.Count;
            if (parsed.GetValue(json)) context.WriteJson(new { Count = count, Of = asked, DryRun = dryRun, Ids = chosen.Select(static e => e.Id), Missing = missing });
            else if (dryRun) ErrorText.WouldBe(context.Output, chosen, done);
            else ErrorText.Changed(context.Output, count, asked, done, isFinal);
            return (dryRun ? missing.Count == 0 : count == asked) ? ExitCodes.Done : ExitCodes.NeedsAttention;
        });
        return command;
    }

    /// <summary>The errors that are meant, and ids that are none.</summary>
    private static async Task<(IReadOnlyList<ErrorView> Chosen, IReadOnlyList<string> Missing)> ChooseAsync(IOperator connector, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(All)) return (await connector.ErrorsAsync(Query(parsed), cancellationToken), []);
        var (chosen, missing) = (new List<ErrorView>(), new List<string>());
        foreach (var id in (parsed.GetValue(Ids) ?? []).Distinct(StringComparer.Ordinal))
        {
            if (await connector.ErrorAsync(id, cancellationToken) is { } found) chosen.Add(found.Error);
            else missing.Add(id);
        }
        return (chosen, missing);
    }

    /// <summary>Where nobody can be asked, the command is the word for it.</summary>
    private static bool Confirm(CliContext context, IReadOnlyList<ErrorView> chosen)
    {
        if (!context.IsInteractive) return true;
        ErrorText.Group(context.Output, chosen);
        context.Output.Write($"Dismiss {CliText.Count(chosen.Count, "error")} permanently? [y/N] ");
        var isYes = Console.ReadLine()?.Trim().ToUpperInvariant() is "Y" or "YES";
        if (!isYes) context.Output.WriteLine("Nothing was done.");
        return isYes;
    }

    private static void RefuseIds(System.CommandLine.Parsing.CommandResult result, IEnumerable<string> ids)
    {
        foreach (var id in ids.Where(static id => id.Length > 0 && !id.StartsWith('-') && !Id().IsMatch(id))) result.AddError($"'{id}' is no ID of an error; IDs look like 17 or o17 (connector errors list).");
    }

    private static RetryWish Wish(ParseResult parsed)
    {
        var (query, group, ids) = (Query(parsed), parsed.GetValue(ErrorRetry.Group), parsed.GetValue(Ids) ?? []);
        var minutes = query.OlderThan is { } age ? (int?)Math.Ceiling(age.TotalMinutes) : null;
        return new RetryWish(ids.Length > 0 ? ids : null, group, parsed.GetValue(All) ? true : null, query.Kind, query.Code, query.Order, minutes, parsed.GetValue(ErrorRetry.PerMinute), CliContext.Who(parsed));
    }

    public static ErrorQuery Query(ParseResult parsed) => new(parsed.GetValue(Kind), parsed.GetValue(Code), parsed.GetValue(Order), parsed.GetValue(OlderThan));

    [GeneratedRegex(@"^[a-z]?\d{1,19}$", RegexOptions.None, 1000)]
    private static partial Regex Id();
}
