using System.CommandLine;
using System.Globalization;

namespace Connector.Local.Cli;

/// <summary>What may follow on a command line: the shells' scripts ask with `connector [complete] POSITION LINE`.</summary>
internal static class Completion
{
    public const string Word = "[complete]";

    public static bool IsAsked(string[] args) => args is [Word, _, _];

    public static int Write(RootCommand root, string[] args, TextWriter output)
    {
        if (!int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out var position)) return ExitCodes.Configuration;
        var line = args[2].PadRight(position)[..position];
        // The first word is the program, by whatever path.
        var start = line.IndexOf(' ', StringComparison.Ordinal) is var blank and >= 0 ? blank + 1 : line.Length;
        var rest = line[start..];
        var parsed = root.Parse(rest);
        var word = rest[(rest.LastIndexOf(' ') + 1)..];
        var offered = word.StartsWith('-')
            ? ParseProblems.OptionsFor(parsed.CommandResult.Command).Append("--help").Where(name => name.StartsWith(word, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            : parsed.GetCompletions(rest.Length).Select(static item => item.InsertText ?? item.Label).Where(static name => !name.StartsWith('/') && !name.StartsWith('-'));
        foreach (var name in offered) output.WriteLine(name);
        return ExitCodes.Done;
    }
}
