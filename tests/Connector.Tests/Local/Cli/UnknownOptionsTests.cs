using System.CommandLine;
using System.Text.Json.Nodes;
using Connector.Local.Cli;
using Xunit;

namespace Connector.Tests.Local.Cli;

/// <summary>What a command does not know is refused in our words before anything is done, by every command.</summary>
public sealed class UnknownOptionsTests
{
    public static TheoryData<string> Commands() => [.. Leaves(ConnectorCommandLine.Create(new CliContext(TextWriter.Null, TextWriter.Null)), "")];

    private static IEnumerable<string> Leaves(Command command, string path) => command.Subcommands.Count == 0
        ? [$"{path} {string.Join(' ', command.Arguments.Where(static a => a.Arity.MinimumNumberOfValues > 0).Select(static a => a.Name == "shell" ? "bash" : "17"))}".Trim()]
        : command.Subcommands.SelectMany(sub => Leaves(sub, $"{path} {sub.Name}".Trim()));

    [Fact]
    public void All_commands_are_looked_at() => Assert.True(Commands().Count > 30);

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task An_unknown_option_is_refused(string command)
    {
        var run = await CommandRun.OfAsync([.. command.Split(' '), "--no-such-option"]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("Unknown option --no-such-option", run.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was done.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("errors dismiss 1 --dry-rn", "Unknown option --dry-rn; did you mean --dry-run?")]
    [InlineData("errors discard --all --jsn", "Unknown option --jsn; did you mean --json?")]
    [InlineData("errors retry 1 -x", "Unknown option -x.")]
    [InlineData("errors list --order --jsn", "Unknown option --jsn; did you mean --json?")]
    [InlineData("errors dismiss x1y", "'x1y' is no ID of an error")]
    [InlineData("errors show US-100001", "'US-100001' is no ID of an error")]
    [InlineData("errors dismis 1", "There is no command connector errors dismis; did you mean dismiss?")]
    [InlineData("errors list --kind Unmapable", "--kind: 'Unmapable' is not one of Unknown, ")]
    [InlineData("errors list --older-than 1x", "--older-than: '1x' is not a length of time; write 30m")]
    [InlineData("errors list --older-than 3", "--older-than: '3' is not a length of time")]
    [InlineData("sync --since yesterday", "--since: 'yesterday' is not a time; write a day")]
    [InlineData("sync --only lables", "--only: 'lables' is not one of orders, shipments.")]
    [InlineData("sync --since", "--since: a value is missing.")]
    [InlineData("simulate --orders many", "--orders: 'many' is not a whole number.")]
    [InlineData("trace", "connector trace: <order> is missing.")]
    [InlineData("errors", "connector errors: choose one of list, show, retry, dismiss, groups, retries.")]
    [InlineData("doctor now", "connector doctor: 'now' is one argument too many.")]
    public async Task A_mistake_is_named_in_our_words_and_changes_nothing(string command, string expected)
    {
        await using var vendors = await TwoVendors.StartAsync();
        await vendors.EditInShopAsync(vendors.PlaceOrder(), new JsonObject { ["shippingAddress"] = null });
        Assert.Equal(1, (await vendors.RunAsync("sync --json")).ExitCode);
        vendors.StartCounting();

        var run = await vendors.RunAsync(command);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(expected, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", run.Error, StringComparison.Ordinal);
        Assert.Single((await vendors.RunAsync("errors list --json")).Json.EnumerateArray());
        Assert.Empty(vendors.Writes);
    }

    [Theory]
    [InlineData("30m", 30)]
    [InlineData("12h", 720)]
    [InlineData("2d", 2880)]
    [InlineData("1.12:00:00", 2160)]
    [InlineData("00:05", 5)]
    [InlineData("5", null)]
    [InlineData("-1:00:00", null)]
    [InlineData("d", null)]
    [InlineData("", null)]
    public void Lengths_of_time_are_read_as_people_write_them(string text, int? minutes) => Assert.Equal(minutes, Duration.Read(text)?.TotalMinutes);
}
