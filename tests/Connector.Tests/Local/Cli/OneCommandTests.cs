using Connector.Local.Cli;
using Xunit;

namespace Connector.Tests.Local.Cli;

/// <summary>A line that names a command makes that one alone; what it says must not depend on it.</summary>
public sealed class OneCommandTests
{
    [Fact]
    public void Each_command_is_listed_under_its_own_name()
    {
        var context = new CliContext(TextWriter.Null, TextWriter.Null);
        Assert.Equal(ConnectorCommandLine.Commands.Select(c => c.Create(context).Name), ConnectorCommandLine.Commands.Select(static c => c.Name));
        Assert.Equal(ConnectorCommandLine.Commands.Select(static c => c.Name), ConnectorCommandLine.Create(context).Subcommands.Select(static c => c.Name));
    }

    [Fact]
    public async Task A_word_that_is_no_command_is_compared_with_all_of_them()
    {
        var error = new StringWriter();
        Assert.Equal(2, await ConnectorCommandLine.RunAsync(["tracee"], TextWriter.Null, error));
        Assert.Contains("trace", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("--help")]
    [InlineData("trace", "--help")]
    public async Task What_asks_for_nothing_else_is_done(params string[] args)
    {
        var output = new StringWriter();
        Assert.Equal(0, await ConnectorCommandLine.RunAsync(args, output, TextWriter.Null));
        Assert.NotEmpty(output.ToString());
    }
}
