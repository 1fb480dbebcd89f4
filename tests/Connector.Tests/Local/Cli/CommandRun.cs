using System.Text.Json;
using Connector.Local.Cli;

namespace Connector.Tests.Local.Cli;

/// <summary>One command, run in this process as the executable runs it.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static Task<CommandRun> OfAsync(params string[] args) => OfAsync(args, CancellationToken.None);

    public static async Task<CommandRun> OfAsync(string[] args, CancellationToken stop)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await ConnectorCommandLine.RunAsync(args, output, error, stop);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    /// <summary>What stands on stdout, which must be one JSON document.</summary>
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Output);
            return document.RootElement.Clone();
        }
    }
}
