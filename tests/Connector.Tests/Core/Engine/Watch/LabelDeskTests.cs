using Connector.Core.Engine.Watch;
using Connector.Core.Model.Labels;
using Connector.TestSupport.InMemory;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Engine.Watch;

public sealed class LabelDeskTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryLabelStore _labels = new();
    private readonly InMemoryErrorQueue _errors;

    public LabelDeskTests() => _errors = new InMemoryErrorQueue(new InMemoryWorkQueue(_clock));

    [Theory]
    [InlineData(LabelState.Proposed, "approve", "Approved due")]
    [InlineData(LabelState.Refused, "approve", "Approved due")]
    [InlineData(LabelState.Dismissed, "approve", "Approved due")]
    [InlineData(LabelState.Waiting, "approve", "Approved due")]
    [InlineData(LabelState.VoidProposed, "approve", "Voiding due")]
    [InlineData(LabelState.Reserved, "approve", "-")]
    [InlineData(LabelState.Unknown, "approve", "-")]
    [InlineData(LabelState.Bought, "approve", "-")]
    [InlineData(LabelState.Voided, "approve", "-")]
    [InlineData(LabelState.Proposed, "dismiss", "Dismissed")]
    [InlineData(LabelState.Approved, "dismiss", "Dismissed")]
    [InlineData(LabelState.VoidProposed, "dismiss", "Bought")]
    [InlineData(LabelState.Unknown, "dismiss", "Dismissed")]
    [InlineData(LabelState.Reserved, "dismiss", "-")]
    [InlineData(LabelState.Bought, "dismiss", "-")]
    [InlineData(LabelState.Bought, "void", "Voiding due")]
    [InlineData(LabelState.VoidProposed, "void", "Voiding due")]
    [InlineData(LabelState.Proposed, "void", "-")]
    [InlineData(LabelState.Voided, "void", "-")]
    public async Task What_somebody_may_do(LabelState state, string action, string expected)
    {
        var row = Row("k/1") with { State = state, DueAt = null };
        await _labels.WriteAsync([row], default);
        var desk = new LabelDesk(_labels, _errors, new InMemoryFlowPauses(), new InMemoryJournal(), _clock);

        var done = action switch
        {
            "approve" => await desk.ApproveAsync(["k/1", "k/1", "gone/1"], "ada", default),
            "dismiss" => await desk.DismissAsync(["k/1"], "ada", default),
            _ => await desk.VoidAsync(["k/1"], "ada", default)
        };

        var next = (await desk.FindAsync("k/1", default))!;
        Assert.Equal((expected == "-" ? 0 : 1, expected), (done, done == 0 ? "-" : $"{next.State}{(next.DueAt == _clock.GetUtcNow() ? " due" : "")}"));
        Assert.Equal(expected == "-" ? (null, null) : ("ada", _clock.GetUtcNow()), (next.DecidedBy, next.DecidedAt));
    }

    [Fact]
    public async Task A_purchase_that_is_still_looked_up_cannot_be_dismissed()
    {
        await _labels.WriteAsync([Row("k/1") with { State = LabelState.Unknown, DueAt = _clock.GetUtcNow() }], default);

        Assert.Equal(0, await new LabelDesk(_labels, _errors, new InMemoryFlowPauses(), new InMemoryJournal(), _clock).DismissAsync(["k/1"], "ada", default));
    }

    [Fact]
    public async Task All_proposals_of_a_filter_are_approved_and_no_other()
    {
        await _labels.WriteAsync(
            [Row("a/1") with { State = LabelState.Proposed, Location = "east" }, Row("b/1") with { State = LabelState.Proposed, Location = "west" }, Row("c/1") with { State = LabelState.Waiting, Location = "east" }], default);
        var desk = new LabelDesk(_labels, _errors, new InMemoryFlowPauses(), new InMemoryJournal(), _clock);

        Assert.Equal(1, await desk.ApproveAllAsync(new Connector.Core.Ports.Labels.LabelFilter(Location: "east"), "ada", default));
        Assert.Equal((LabelState.Approved, LabelState.Proposed, LabelState.Waiting), ((await desk.FindAsync("a/1", default))!.State, (await desk.FindAsync("b/1", default))!.State, (await desk.FindAsync("c/1", default))!.State));
    }

    private LabelRow Row(string id) => new()
    {
        Id = id, OrderId = "6dd7973c-af3c-49ca-ac10-52725c718ee4", OrderNumber = "US-1", OrderKey = id[..1], Account = "default", CreatedAt = _clock.GetUtcNow(), UpdatedAt = _clock.GetUtcNow()
    };
}
