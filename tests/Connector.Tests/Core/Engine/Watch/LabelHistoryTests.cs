using Connector.Core.Engine.Watch;
using Connector.Core.Model.Labels;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Engine.Watch;

public sealed class LabelHistoryTests
{
    private static readonly DateTimeOffset s_now = new ManualTimeProvider().GetUtcNow();

    [Fact]
    public void It_has_rule_choice_offers_and_all_that_happened_by_whom()
    {
        var row = LabelRowSample.Bought(s_now.AddMinutes(2)) with
        {
            CreatedAt = s_now, DecidedBy = "ada", DecidedAt = s_now.AddMinutes(1), State = LabelState.Voided, Void = new LabelVoid(s_now.AddHours(1), s_now.AddHours(2), 6m, null)
        };

        var history = LabelHistory.From(row with { Intent = row.Intent! with { DecidedAt = s_now.AddSeconds(90) } });

        Assert.Equal(("light", "cheapest of 2"), (history.Rule, history.Choice));
        Assert.Contains("ups_walleted ups_ground 4.00: NotTrackable, no tracking", history.Offers);
        Assert.Equal(
            ["waits for its label", "decided by ada", "chosen: stamps_com usps_ground_advantage for 5.00 USD, the customer paid 5.95 USD", "purchase sent", "bought for 6.00 USD, tracking 9400", "void requested", "voided, 6.00 USD come back"],
            history.Events.Select(e => e.Text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("[")]
    public void An_explanation_that_cannot_be_read_is_left_out(string? explanation)
    {
        var row = LabelRowSample.Proposed(s_now);

        var history = LabelHistory.From(row with { Intent = row.Intent! with { Explanation = explanation } });

        Assert.Equal((null, null, 0), (history.Rule, history.Choice, history.Offers.Count));
        Assert.Equal("the rules propose labels of this kind (ModeIsPropose)", history.Events[^1].Text);
    }
}
