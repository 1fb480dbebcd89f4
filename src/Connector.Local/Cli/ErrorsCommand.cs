using System.CommandLine;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Local.Hosting;
using Spectre.Console;

namespace Connector.Local.Cli;

/// <summary>`connector errors list|show|replay|discard`: what waits for a person.</summary>
internal static class ErrorsCommand
{
    private static readonly Option<FailureKind?> Kind = new("--kind") { Description = "Only failures of this kind." };
    private static readonly Option<string?> Code = new("--code") { Description = "Only failures with this code." };
    private static readonly Option<string?> Order = new("--order") { Description = "Only this order number or id." };
    private static readonly Option<TimeSpan?> OlderThan = new("--older-than") { Description = "Only failures older than this, as [d.]hh:mm:ss." };
    private static readonly Option<bool> All = new("--all") { Description = "All that the filters match." };
    private static readonly Argument<string[]> Ids = new("ids") { Description = "Ids as shown by errors list.", Arity = ArgumentArity.ZeroOrMore };

    public static Command Create(CliContext context)
    {
        var json = CliContext.Json();
        var list = new Command("list", "What waits for a person, oldest first.") { Kind, Code, Order, OlderThan, json };
        list.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CliContext.App(parsed);
            var errors = await app.Get<IErrorQueue>().ListAsync(Filter(parsed, app), cancellationToken);
            if (parsed.GetValue(json)) context.WriteJson(errors.Select(Shown));
            else context.Console.Write(Table(errors));
            return errors.Count > 0 ? ExitCodes.NeedsPerson : ExitCodes.Done;
        });

        var id = new Argument<string>("id") { Description = "Id as shown by errors list." };
        var show = new Command("show", "One failure with its message.") { id, json };
        show.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CliContext.App(parsed);
            if (await app.Get<IErrorQueue>().GetAsync(parsed.GetValue(id)!, cancellationToken) is not { } error)
            {
                await context.Error.WriteLineAsync($"There is no error {parsed.GetValue(id)}.");
                return ExitCodes.Configuration;
            }
            if (parsed.GetValue(json)) context.WriteJson(Shown(error));
            else Describe(context, error);
            return ExitCodes.Done;
        });

        var command = new Command("errors", "The error queue.") { list, show };
        command.Subcommands.Add(Change(context, "replay", "Back to the queue; the present order and the present rules count.", "replayed", (desk, ids, ct) => desk.ReplayAsync(ids, ct)));
        command.Subcommands.Add(Change(context, "discard", "Removed for good.", "discarded", (desk, ids, ct) => desk.DiscardAsync(ids, ct)));
        return command;
    }

    private static Command Change(CliContext context, string name, string description, string done, Func<ErrorQueueService, IReadOnlyCollection<string>, CancellationToken, Task<int>> change)
    {
        var command = new Command(name, description) { Ids, All, Kind, Code, Order, OlderThan };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var ids = parsed.GetValue(Ids) ?? [];
            if (ids.Length == 0 == !parsed.GetValue(All))
            {
                await context.Error.WriteLineAsync($"errors {name}: name the ids, or say --all (with filters, if you like), not both.");
                return ExitCodes.Configuration;
            }
            await using var app = CliContext.App(parsed);
            var chosen = ids.Length > 0 ? ids : [.. (await app.Get<IErrorQueue>().ListAsync(Filter(parsed, app), cancellationToken)).Select(e => e.Id)];
            var count = await change(app.Get<ErrorQueueService>(), chosen, cancellationToken);
            await context.Output.WriteLineAsync($"{count} of {chosen.Length} {done}");
            return count == chosen.Length ? ExitCodes.Done : ExitCodes.NeedsPerson;
        });
        return command;
    }

    private static ErrorFilter Filter(ParseResult parsed, ConnectorApp app) => new(
        parsed.GetValue(Kind), parsed.GetValue(Code), parsed.GetValue(Order),
        parsed.GetValue(OlderThan) is { } age ? app.Get<TimeProvider>().GetUtcNow() - age : null, int.MaxValue);

    public static Table Table(IReadOnlyList<ErrorQueueEntry> errors)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("id", "order", "what", "kind", "code", "since", "description");
        foreach (var e in errors)
            table.AddRow(e.Id, Markup.Escape(e.Info.OrderNumber ?? "-"), e.MessageType, $"{e.Info.Kind}", Markup.Escape(e.Info.Code), $"{e.DeadAt:u}", Markup.Escape(e.Info.Description));
        return table;
    }

    private static void Describe(CliContext context, ErrorQueueEntry error)
    {
        var grid = new Grid().AddColumns(2);
        void Row(string name, string? value) => grid.AddRow(name, Markup.Escape(value ?? "-"));
        Row("id", error.Id);
        Row("order", error.Info.OrderNumber);
        Row("queue", error.Queue);
        Row("kind", $"{error.Info.Kind}");
        Row("code", error.Info.Code);
        Row("description", error.Info.Description);
        Row("first failed", $"{error.Info.FirstFailedAt:u}");
        Row("in the error queue since", $"{error.DeadAt:u}");
        Row("correlation id", error.Info.CorrelationId);
        Row("message", error.Body);
        context.Console.Write(grid);
    }

    private static object Shown(ErrorQueueEntry e) => new
    {
        e.Id, e.Queue, Type = e.MessageType, e.Info.Kind, e.Info.Code, e.Info.Description, e.Info.OrderId, e.Info.OrderNumber, e.Info.CorrelationId, e.Info.FirstFailedAt, e.DeadAt, e.Body
    };
}
