using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Local.Hosting;
using Connector.Local.RuleTools;

namespace Connector.Local.Cli;

/// <summary>`connector fetch`: an order of the shop as a document for `map` and `rules test`, without personal data.</summary>
internal static class FetchCommand
{
    private static readonly JsonSerializerOptions s_layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(CliContext context)
    {
        var order = new Argument<string>("order") { Description = "Order number or shop order ID." };
        var output = new Option<FileInfo?>("--output") { Description = "Write to this file instead of stdout." };
        var command = new Command("fetch", "Read an order of the shop as a test document; personal data is replaced.") { order, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = CliContext.App(parsed);
            var name = parsed.GetValue(order)!;
            var found = await FindAsync(app.Get<ICommerceOrders>(), name, cancellationToken);
            await app.Get<IJournal>().FlushAsync(cancellationToken);
            if (found is null)
            {
                await context.Error.WriteLineAsync($"No order '{name}' in commercetools.");
                return ExitCodes.Configuration;
            }
            var document = new StandIns().Replace(found.Document!.Root).ToJsonString(s_layout) + "\n";
            if (parsed.GetValue(output) is { } file) await WriteAsync(file.FullName, document, cancellationToken);
            else await context.Output.WriteAsync(document);
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<Order?> FindAsync(ICommerceOrders orders, string name, CancellationToken cancellationToken)
    {
        var found = await orders.FindByNumberAsync(name, cancellationToken);
        return found is null && Guid.TryParseExact(name, "D", out _) ? await orders.GetAsync(name, cancellationToken) : found;
    }

    private static async Task WriteAsync(string path, string document, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(path, document, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"--output {path}: cannot be written: {e.Message}", e);
        }
    }
}
