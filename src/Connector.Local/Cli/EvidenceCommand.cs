using System.CommandLine;
using Connector.Local.Hosting;

namespace Connector.Local.Cli;

/// <summary>`connector evidence`: all that is known about one order as one file.</summary>
internal static class EvidenceCommand
{
    private const string Html = "html";
    private const string Json = "json";

    public static Command Create(CliContext context)
    {
        var order = new Argument<string>("order") { Description = "Order number, shop order ID, ShipStation order ID or tracking number." };
        var format = new Option<string>("--format") { Description = "html, to read, or json.", DefaultValueFactory = static _ => Html, HelpName = "format" };
        format.AcceptOnlyFromAmong(Html, Json);
        var output = new Option<FileInfo?>("--output") { Description = "Write to this file instead of stdout.", HelpName = "file" };
        var command = new Command("evidence", "Write all that is known about one order into one file, redacted, with hashes.") { order, format, output, CliContext.Url, CliContext.Key };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connector = context.Operator(parsed);
            var name = parsed.GetValue(order)!;
            if (await connector.EvidenceAsync(name, parsed.GetValue(format) == Html, cancellationToken) is not { } content)
            {
                await context.Error.WriteLineAsync($"No order found for '{name}'. Check the number, or look in commercetools.");
                return ExitCodes.NeedsAttention;
            }
            if (parsed.GetValue(output) is { } file) await WriteAsync(context, file.FullName, content, cancellationToken);
            else context.Output.WriteLine(System.Text.Encoding.UTF8.GetString(content));
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task WriteAsync(CliContext context, string path, byte[] content, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllBytesAsync(path, content, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"--output {path}: cannot be written: {e.Message}", e);
        }
        context.Output.WriteLine($"Written: {path}");
    }
}
