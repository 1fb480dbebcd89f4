using Xunit;

namespace Connector.Tests.Local.Cli;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("connector err", "errors")]
    [InlineData("/usr/local/bin/connector errors re", "retry")]
    [InlineData("connector errors list --ki", "--kind")]
    [InlineData("connector errors list --kind ", "Unmappable")]
    [InlineData("connector sync --only ", "shipments")]
    [InlineData("connector pause ", "orders")]
    [InlineData("connector sync --set A=b --si", "--since")]
    public async Task What_may_follow_is_offered(string line, string expected)
    {
        var run = await CommandRun.OfAsync("[complete]", $"{line.Length}", line);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(expected, run.Output.Split('\n').Select(static l => l.Trim()));
    }

    [Fact]
    public async Task Names_from_before_are_not_offered()
    {
        var run = await CommandRun.OfAsync("[complete]", "17", "connector errors ");
        Assert.DoesNotContain("replay", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash", "complete ")]
    [InlineData("zsh", "compdef ")]
    [InlineData("powershell", "Register-ArgumentCompleter")]
    public async Task Each_shell_has_its_script(string shell, string expected)
    {
        var run = await CommandRun.OfAsync("completion", shell);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
        Assert.Contains("[complete]", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_shell_is_refused_with_those_that_are_known()
    {
        var run = await CommandRun.OfAsync("completion", "fish");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("bash", run.Error, StringComparison.Ordinal);
    }
}
