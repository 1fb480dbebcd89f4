using System.CommandLine;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Local.Hosting;
using Connector.Operations.Api;
using Spectre.Console;

namespace Connector.Local.Cli;

/// <summary>`connector errors list|show|retry|dismiss`: what needs attention.</summary>
internal static class ErrorsCommand
{
    private static readonly Option<FailureKind?> Kind = new("--kind") { Description = "Only errors of this kind." };
    private static readonly Option<string?> Code = new("--code") { Description = "Only errors with this code." };
    private static readonly Option<string?> Order = new("--order") { Description = "Only errors of this order number or ID." };
    private static readonly Option<TimeSpan?> OlderThan = new("--older-than") { Description = "Only errors older than this, as [d.]hh:mm:ss." };
    private static readonly Option<bool> All = new("--all") { Description = "All errors that match the filters." };
    private static readonly Argument<string[]> Ids = new("ids") { Description = "IDs from errors list.", Arity = ArgumentArity.ZeroOrMore };

    public static Command Create(CliContext context)
    {
        var json = CliContext.Json();
        var list = new Command("list", "List the errors, oldest first.") { Kind, Code, Order, OlderThan, json };
        list.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CliContext.App(parsed);
            var errors = await app.Get<IErrorQueue>().ListAsync(Filter(parsed, app), cancellationToken);
            if (parsed.GetValue(json)) context.WriteJson(errors.Select(Shown));
            else context.Console.Write(Table(errors));
            return errors.Count > 0 ? ExitCodes.NeedsAttention : ExitCodes.Done;
        });

        var id = new Argument<string>("id") { Description = "ID from errors list." };
        var show = new Command("show", "Show one error with its message.") { id, json };
        show.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CliContext.App(parsed);
            if (await app.Get<IErrorQueue>().GetAsync(parsed.GetValue(id)!, cancellationToken) is not { } error)
            {
                await context.Error.WriteLineAsync($"There is no error with the ID {parsed.GetValue(id)}.");
                return ExitCodes.Configuration;
            }
            if (parsed.GetValue(json)) context.WriteJson(Shown(error));
            else Describe(context, error);
            return ExitCodes.Done;
        });

        var command = new Command("errors", "Manage failed orders.") { list, show };
        foreach (var (name, isHidden) in (ReadOnlySpan<(string, bool)>)[("retry", false), ("replay", true)])
            command.Subcommands.Add(Change(context, name, isHidden, "Try again. Each order and the rules are read again before anything is sent.", "retried", (service, ids, ct) => service.ReplayAsync(ids, ct)));
        foreach (var (name, isHidden) in (ReadOnlySpan<(string, bool)>)[("dismiss", false), ("discard", true)])
            command.Subcommands.Add(Change(context, name, isHidden, "Remove permanently.", "dismissed", (service, ids, ct) => service.DiscardAsync(ids, ct)));
        return command;
    }

    /// <param name="isHidden">A name from before: it works, but help does not list it.</param>
    private static Command Change(
        CliContext context, string name, bool isHidden, string description, string done, Func<ErrorQueueService, IReadOnlyCollection<string>, CancellationToken, Task<int>> change)
    {
        var command = new Command(name, description) { Ids, All, Kind, Code, Order, OlderThan };
        command.Hidden = isHidden;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var ids = parsed.GetValue(Ids) ?? [];
            if (ids.Length == 0 == !parsed.GetValue(All))
            {
                await context.Error.WriteLineAsync($"errors {name}: give IDs or --all, not both. Filters can be added to --all.");
                return ExitCodes.Configuration;
            }
            await using var app = CliContext.App(parsed);
            var chosen = ids.Length > 0 ? ids : [.. (await app.Get<IErrorQueue>().ListAsync(Filter(parsed, app), cancellationToken)).Select(e => e.Id)];
            var count = await change(app.Get<ErrorQueueService>(), chosen, cancellationToken);
            await context.Output.WriteLineAsync($"{count} of {chosen.Length} {done}.");
            return count == chosen.Length ? ExitCodes.Done : ExitCodes.NeedsAttention;
        });
        return command;
    }

    private static ErrorFilter Filter(ParseResult parsed, ConnectorApp app) => new(
        parsed.GetValue(Kind), parsed.GetValue(Code), parsed.GetValue(Order),
        parsed.GetValue(OlderThan) is { } age ? app.Get<TimeProvider>().GetUtcNow() - age : null, int.MaxValue);

    public static Table Table(IReadOnlyList<ErrorQueueEntry> errors)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("ID", "Order", "Work", "Reason", "Code", "Since", "Description");
        foreach (var e in errors)
            table.AddRow(e.Id, Markup.Escape(e.Info.OrderNumber ?? "-"), DisplayNames.Work(e.MessageType), DisplayNames.Reason(e.Info.Kind, e.Info.Code), Markup.Escape(e.Info.Code), $"{e.DeadAt:u}", Markup.Escape(e.Info.Description));
        return table;
    }

    private static void Describe(CliContext context, ErrorQueueEntry error)
    {
        var grid = new Grid().AddColumns(2);
        void Row(string name, string? value) => grid.AddRow(name, Markup.Escape(value ?? "-"));
        Row("ID", error.Id);
        Row("Order", error.Info.OrderNumber);
        Row("Queue", error.Queue);
        Row("Reason", DisplayNames.Reason(error.Info.Kind, error.Info.Code));
        Row("Code", error.Info.Code);
        Row("Description", error.Info.Description);
        Row("First failed", $"{error.Info.FirstFailedAt:u}");
        Row("Moved to errors", $"{error.DeadAt:u}");
        Row("Correlation ID", error.Info.CorrelationId);
        Row("Message", error.Body);
        context.Console.Write(grid);
    }

    private static object Shown(ErrorQueueEntry e) => new
    {
        e.Id, e.Queue, Type = e.MessageType, e.Info.Kind, e.Info.Code, Reason = DisplayNames.Reason(e.Info.Kind, e.Info.Code), e.Info.Description, e.Info.OrderId, e.Info.OrderNumber, e.Info.CorrelationId, e.Info.FirstFailedAt, MovedToErrorsAt = e.DeadAt, e.Body
    };
}
