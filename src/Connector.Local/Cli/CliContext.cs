using System.CommandLine;
using System.Text.Json;
using Connector.Local.Hosting;
using Spectre.Console;

namespace Connector.Local.Cli;

/// <summary>What every command shares: its output, and the options that choose the configuration.</summary>
internal sealed class CliContext(TextWriter output, TextWriter error)
{
    public static readonly Option<FileInfo?> SettingsFile = new("--settings")
    {
        Description = "Read settings from this JSON file; default: connector.local.json in the current folder, if it exists.", Recursive = true
    };

    public static readonly Option<string[]> Set = new("--set")
    {
        Description = "Set one setting as Key=Value, for example --set Sqlite:Path=shop.db. Repeat it for more; it overrides files and environment.", Recursive = true, AllowMultipleArgumentsPerToken = false
    };

    public static readonly Option<bool> Verbose = new("--verbose") { Description = "Write more logs to stderr.", Recursive = true };

    public static Option<bool> Json() => new("--json") { Description = "Write one JSON document to stdout instead of text." };

    public TextWriter Output { get; } = output;
    public TextWriter Error { get; } = error;

    /// <summary>Null where nobody is there to reply.</summary>
    public TextReader? Input { get; init; } = System.Console.IsInputRedirected ? null : System.Console.In;

    /// <summary>Formatted output; plain where stdout is not a terminal.</summary>
    public IAnsiConsole Console { get; } = Create(output);

    /// <summary>Columns of tables that go to a file or another program.</summary>
    private const int WidthWithoutTerminal = 180;

    private static IAnsiConsole Create(TextWriter output)
    {
        var terminal = ReferenceEquals(output, System.Console.Out) && !System.Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output), Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No, ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors
        });
        if (!terminal) console.Profile.Width = WidthWithoutTerminal;
        return console;
    }

    public static ConnectorApp App(ParseResult parsed) => ConnectorApp.Create(
        ConnectorConfiguration.Load(parsed.GetValue(SettingsFile)?.FullName, parsed.GetValue(Set) ?? []), parsed.GetValue(Verbose));

    public void WriteJson<T>(T value) => Output.WriteLine(JsonSerializer.Serialize(value, JsonOptions));

    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() }, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };
}
