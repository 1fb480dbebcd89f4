using System.CommandLine;
using System.Text.Json;
using Connector.Local.Hosting;
using Connector.Local.Operators;
using Connector.Operations.Api;
using Spectre.Console;

namespace Connector.Local.Cli;

/// <summary>What every command shares: its output, and the options that choose the configuration.</summary>
internal sealed class CliContext(TextWriter output, TextWriter error)
{
    public static readonly Option<FileInfo?> SettingsFile = new("--settings")
    {
        HelpName = "file",
        Description = "Read settings from this JSON file; default: connector.local.json in the current folder, if it exists.", Recursive = true
    };

    public static readonly Option<string[]> Set = new("--set")
    {
        HelpName = "Key=Value",
        Description = "Set one setting as Key=Value, for example --set Sqlite:Path=shop.db. Repeat it for more; it overrides files and environment.", Recursive = true, AllowMultipleArgumentsPerToken = false
    };

    public static readonly Option<bool> Verbose = new("--verbose") { Description = "Write more logs to stderr.", Recursive = true };

    public static readonly Option<string?> Url = new("--url") { Description = "Ask the connector that runs at this address, instead of the file here.", HelpName = "address" };

    public static readonly Option<string?> Key = new("--key") { Description = $"Token of an operator, or function key; better in the variable {RemoteKey.Variable}, which other users cannot read.", HelpName = "key" };

    public static readonly Option<string?> By = new("--by") { Description = "Who decides; default: the user of this machine.", HelpName = "name" };

    public static Option<bool> Json() => new("--json") { Description = "Write one JSON document to stdout instead of text." };

    public TextWriter Output { get; } = output;
    public TextWriter Error { get; } = error;

    /// <summary>Null where nobody is there to reply.</summary>
    public TextReader? Input { get; init; } = System.Console.IsInputRedirected ? null : System.Console.In;

    /// <summary>Formatted output; plain where stdout is not a terminal.</summary>
    public IAnsiConsole Console => field ??= Create(Output);

    /// <summary>Columns of tables that go to a file or another program.</summary>
    private const int WidthWithoutTerminal = CliText.Width;

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

    /// <summary>The connector at --url; without it the one whose file is here.</summary>
    /// <param name="makesFile">Whether a file that does not exist yet may be made. What only reads would find nothing in it, in the wrong folder.</param>
    public IOperator Operator(ParseResult parsed, bool makesFile = false)
    {
        if (Remote(parsed) is { } remote) return remote;
        var configuration = ConnectorConfiguration.Load(parsed.GetValue(SettingsFile)?.FullName, parsed.GetValue(Set) ?? []);
        var app = ConnectorApp.CreateForStores(configuration, parsed.GetValue(Verbose));
        var path = Path.GetFullPath(app.Get<Microsoft.Extensions.Options.IOptions<Sqlite.SqliteOptions>>().Value.Path);
        if (!makesFile && !Path.Exists(path)) throw new ConfigurationException($"Sqlite:Path: {path} does not exist: the connector has not run here yet. Name its settings with --settings, or the running connector with --url.");
        return new StoreOperator(app);
    }

    /// <summary>Null without --url.</summary>
    public RemoteOperator? Remote(ParseResult parsed) => Api(parsed) is { } api ? new RemoteOperator(api) : null;

    /// <summary>The labels of the connector at --url; without it those of this machine.</summary>
    public ILabelOperator Labels(ParseResult parsed) => Api(parsed) is { } api ? new RemoteLabels(api) : new LocalLabels(App(parsed));

    private RemoteApi? Api(ParseResult parsed) => parsed.GetValue(Url) is { } url
        ? new RemoteApi(url, parsed.GetValue(Key) ?? Environment.GetEnvironmentVariable(RemoteKey.Variable), Error)
        : parsed.GetValue(Key) is null ? null : throw new ConfigurationException("--key needs --url.");

    public static string Who(ParseResult parsed) => LabelQuery.Who(parsed.GetValue(By), LabelQuery.Who(Environment.UserName, "command line"));

    /// <summary>Somebody is there who can be asked.</summary>
    public bool IsInteractive => ReferenceEquals(Output, System.Console.Out) && !System.Console.IsOutputRedirected && !System.Console.IsInputRedirected;

    public void WriteJson<T>(T value) => Output.WriteLine(JsonSerializer.Serialize(value, JsonOptions));

    private static JsonSerializerOptions JsonOptions => field ??= new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() }, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };
}
