using Connector.Core.Engine.Alerts;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Engine.Alerts;

public sealed class AlertPlanTests
{
    private static readonly DateTimeOffset T0 = ManualTimeProvider.Start;

    /// <summary>Minutes since the start, what is so then, and what is said: + began, = still, - over.</summary>
    public static TheoryData<string, (int Minute, string Active, string Said)[]> Stories => new()
    {
        { "once, and that it is over", [(0, "a", "+a"), (1, "a", ""), (30, "a", ""), (31, "", "-a"), (32, "", "")] },
        { "two at once are one message", [(0, "a b", "+a +b"), (5, "", "-a -b")] },
        { "flapping: one in a window, then a summary", [(0, "a", "+a"), (1, "", "-a"), (2, "a", ""), (3, "", ""), (4, "a", ""), (61, "a", "+a"), (62, "a", "")] },
        { "flapping that is over at the end of the window", [(0, "a", "+a"), (1, "", "-a"), (2, "a", ""), (3, "", ""), (61, "", "-a"), (62, "", ""), (200, "", "")] },
        { "an interruption within a window", [(0, "a", "+a"), (20, "a", ""), (21, "", "-a"), (90, "a", "+a")] },
        { "a reminder after a day", [(0, "a", "+a"), (1439, "a", ""), (1440, "a", "=a"), (1441, "a", ""), (2880, "a", "=a")] },
        { "nothing", [(0, "", "")] }
    };

    [Theory]
    [MemberData(nameof(Stories))]
    public void It_says(string story, (int Minute, string Active, string Said)[] moments)
    {
        Assert.NotEmpty(story);
        Play(new AlertOptions(), moments);
    }

    [Fact]
    public void In_quiet_hours_nothing_is_said_and_afterwards_once_what_happened()
    {
        // The start is at 10:00 UTC, 11:00 in Berlin.
        Assert.Equal(10, T0.Hour);
        var options = new AlertOptions { QuietFrom = new TimeOnly(11, 30), QuietTo = new TimeOnly(13, 0), TimeZone = "Europe/Berlin" };

        Play(options, [(0, "a", "+a"), (31, "", ""), (40, "b", ""), (50, "b c", ""), (60, "c", ""), (119, "c", ""), (120, "c", "-a -b +c"), (121, "", "-c")]);
    }

    [Theory]
    [InlineData(21, 59, false)]
    [InlineData(22, 0, true)]
    [InlineData(3, 0, true)]
    [InlineData(5, 59, true)]
    [InlineData(6, 0, false)]
    public void Quiet_hours_may_go_over_midnight(int hour, int minute, bool quiet) =>
        Assert.Equal(quiet, new AlertOptions { QuietFrom = new TimeOnly(22, 0), QuietTo = new TimeOnly(6, 0) }.IsQuiet(new DateTimeOffset(2026, 11, 20, hour, minute, 0, TimeSpan.Zero)));

    [Fact]
    public void What_is_forgotten_leaves_nothing_behind_and_a_state_survives_writing()
    {
        var state = Play(new AlertOptions(), [(0, "a b", "+a +b"), (5, "b", "-a"), (70, "b", "")]);

        Assert.Equal(["b"], state.Causes.Keys);
        var read = AlertState.Read(state.Write());
        Assert.Equal(state.Causes["b"], read.Causes["b"]);
        Assert.Empty(AlertState.Read("{ not json").Causes);
    }

    [Fact]
    public void A_summary_says_how_often_it_changed()
    {
        var state = Play(new AlertOptions(), [(0, "a", "+a"), (1, "", "-a"), (2, "a", ""), (3, "", ""), (4, "a", "")]);
        var line = Assert.Single(AlertPlan.Compute(state, [new AlertCause("a", "a is so")], new AlertOptions(), T0.AddMinutes(61)).Lines);
        Assert.Equal("a is so (changed 3 times)", line.Sentence);
    }

    private static AlertState Play(AlertOptions options, (int Minute, string Active, string Said)[] moments)
    {
        var state = AlertState.Empty;
        foreach (var (minute, active, said) in moments)
        {
            var causes = active.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static key => new AlertCause(key, $"{key} is so")).ToList();
            (state, var lines) = AlertPlan.Compute(state, causes, options, T0.AddMinutes(minute));
            Assert.Equal((minute, said), (minute, string.Join(' ', lines.Select(static l => (l.Kind switch { AlertKind.Raised => "+", AlertKind.Still => "=", _ => "-" }) + l.Cause).OrderBy(static w => w[1..], StringComparer.Ordinal))));
        }
        return state;
    }
}
