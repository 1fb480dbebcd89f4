using System.Text.RegularExpressions;
using Connector.Local.Cli;
using Xunit;

namespace Connector.Tests.Docs;

/// <summary>The table of commands in docs/commands.md has the commands that the program offers.</summary>
public sealed partial class CommandsTableTests
{
    [Fact]
    public async Task Every_command_has_a_row_and_no_row_is_left_over()
    {
        var help = new StringWriter();
        await ConnectorCommandLine.RunAsync(["--help"], help, TextWriter.Null);
        var offered = Command().Matches(help.ToString()[help.ToString().IndexOf("Commands:", StringComparison.Ordinal)..]).Select(m => m.Groups["name"].Value);

        var reported = Document.Commands.Table("Command", "Does", "Exit codes").Select(r => r[0].Trim('`').Split(' ')[0]).Distinct(StringComparer.Ordinal);

        Assert.Equal(offered.Order(StringComparer.Ordinal), reported.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_command_for_rules_has_a_row_and_no_row_is_left_over()
    {
        var help = new StringWriter();
        await ConnectorCommandLine.RunAsync(["rules", "--help"], help, TextWriter.Null);
        var offered = Command().Matches(help.ToString()[help.ToString().IndexOf("Commands:", StringComparison.Ordinal)..]).Select(m => m.Groups["name"].Value);

        var reported = Document.Commands.Table("Command", "Does", "Exit codes").Select(r => r[0].Trim('`').Split(' ')).Where(words => words[0] == "rules").Select(words => words[1]);

        Assert.Equal(offered.Order(StringComparer.Ordinal), reported.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("^  (?<name>[a-z]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command();
}
