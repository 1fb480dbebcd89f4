using Connector.Core.Engine.Watch;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
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
    [InlineData(LabelState.Unknown, "release", "Waiting due")]
    [InlineData(LabelState.Reserved, "release", "-")]
    [InlineData(LabelState.Bought, "release", "-")]
    public async Task What_somebody_may_do(LabelState state, string action, string expected)
    {
        var row = Row("k/1") with { State = state, DueAt = null };
        await _labels.WriteAsync([row], default);
        var desk = new LabelDesk(_labels, _errors, new InMemoryFlowPauses(_clock), new InMemoryJournal(), _clock);

        var done = action switch
        {
            "approve" => await desk.ApproveAsync(["k/1", "k/1", "gone/1"], "ada", default),
            "dismiss" => await desk.DismissAsync(["k/1"], "ada", default),
            "release" => await desk.ReleaseAsync(["k/1"], "ada", default),
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

        Assert.Equal(0, await new LabelDesk(_labels, _errors, new InMemoryFlowPauses(_clock), new InMemoryJournal(), _clock).DismissAsync(["k/1"], "ada", default));
    }

    [Theory]
    [InlineData(LabelState.Voided, 1)]
    [InlineData(LabelState.Bought, 0)]
    [InlineData(LabelState.Voiding, 0)]
    [InlineData(LabelState.Waiting, 0)]
    public async Task Another_label_comes_after_a_void_and_only_once(LabelState state, int made)
    {
        await _labels.WriteAsync([Row("k/1") with { State = state }], default);
        var desk = new LabelDesk(_labels, _errors, new InMemoryFlowPauses(_clock), new InMemoryJournal(), _clock);

        Assert.Equal(made, await desk.AskForAnotherAsync(["k/1"], "ada", default));
        Assert.Equal(0, await desk.AskForAnotherAsync(["k/1"], "bob", default));

        var next = await desk.FindAsync("k/2", default);
        Assert.Equal(made == 0 ? "-" : $"Waiting {_clock.GetUtcNow():O} ada", next is null ? "-" : $"{next.State} {next.DueAt:O} {next.DecidedBy}");
        Assert.Equal(state, (await desk.FindAsync("k/1", default))!.State);
    }

    [Fact]
    public async Task A_bought_label_with_another_remark_has_nothing_to_accept()
    {
        await _labels.WriteAsync([Row("k/1") with { State = LabelState.Bought, Code = "Scanned", Reason = "the carrier has the parcel" }], default);

        Assert.Equal(0, await new LabelDesk(_labels, _errors, new InMemoryFlowPauses(_clock), new InMemoryJournal(), _clock).ApproveAsync(["k/1"], "ada", default));
    }

    [Fact]
    public async Task The_cost_of_a_label_that_cost_more_than_expected_is_accepted_once()
    {
        await _labels.WriteAsync([Row("k/1") with { State = LabelState.Bought, Code = "CostAboveQuote", Reason = "dear" }], default);
        var desk = new LabelDesk(_labels, _errors, new InMemoryFlowPauses(_clock), new InMemoryJournal(), _clock);

        Assert.Equal((1, 0), (await desk.ApproveAsync(["k/1"], "ada", default), await desk.ApproveAsync(["k/1"], "ada", default)));
        Assert.Equal((LabelState.Bought, null, "ada"), ((await desk.FindAsync("k/1", default))!.State, (await desk.FindAsync("k/1", default))!.Code, (await desk.FindAsync("k/1", default))!.DecidedBy));
    }

    [Theory]
    [InlineData(LabelState.Waiting, 0)]
    [InlineData(LabelState.Refused, 1)]
    public async Task A_dismissal_takes_the_error_along_unless_another_label_of_the_order_needs_it(LabelState other, int left)
    {
        var queue = new InMemoryWorkQueue(_clock);
        var errors = new InMemoryErrorQueue(queue);
        await _labels.WriteAsync([Row("a/1") with { State = LabelState.Refused }, Row("b/1") with { State = other }], default);
        var id = Row("a/1").OrderId;
        await queue.SendAsync(QueueNames.Labels, [new WorkMessage { Type = MessageTypes.BuyLabel, Id = id, OrderNumber = "US-1", Reason = "-", CorrelationId = "c", EnqueuedAt = _clock.GetUtcNow() }], null, default);
        var taken = Assert.Single(await queue.ReceiveAsync(QueueNames.Labels, 1, TimeSpan.FromMinutes(5), default));
        await queue.SettleAsync([(taken, new Settlement.DeadLetter(new DeadLetterInfo(FailureKind.Rejected, ErrorCodes.LabelRefused, "no", id, "US-1", "c", _clock.GetUtcNow())))], default);

        Assert.Equal(1, await new LabelDesk(_labels, errors, new InMemoryFlowPauses(_clock), new InMemoryJournal(), _clock).DismissAsync(["a/1"], "ada", default));
        Assert.Equal(left, (await errors.ListAsync(new ErrorFilter(), default)).Count);
    }

    [Fact]
    public async Task A_pause_says_who_paused_and_ends_when_somebody_resumes()
    {
        var (pauses, journal) = (new InMemoryFlowPauses(_clock), new InMemoryJournal());
        var desk = new LabelDesk(_labels, _errors, pauses, journal, _clock);

        await desk.PauseAsync("eu", "ada", default);

        Assert.Equal(("paused by ada", null), ((await pauses.GetAsync("labels:eu", default))!.Reason, (await pauses.GetAsync("labels:eu", default))!.Until));
        Assert.Null(await pauses.GetAsync("labels", default));
        Assert.True(await desk.ResumeAsync("eu", "bob", default));
        Assert.False(await desk.ResumeAsync("eu", "bob", default));
        Assert.Equal(["Labels of eu: paused by ada", "Labels of eu: resumed by bob"], (await journal.ListRunsAsync(10, default)).Select(r => r.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task All_proposals_of_a_filter_are_approved_and_no_other()
    {
        await _labels.WriteAsync(
            [Row("a/1") with { State = LabelState.Proposed, Location = "east" }, Row("b/1") with { State = LabelState.Proposed, Location = "west" }, Row("c/1") with { State = LabelState.Waiting, Location = "east" }], default);
        var desk = new LabelDesk(_labels, _errors, new InMemoryFlowPauses(_clock), new InMemoryJournal(), _clock);

        Assert.Equal(1, await desk.ApproveAllAsync(new Connector.Core.Ports.Labels.LabelFilter(Location: "east"), "ada", default));
        Assert.Equal((LabelState.Approved, LabelState.Proposed, LabelState.Waiting), ((await desk.FindAsync("a/1", default))!.State, (await desk.FindAsync("b/1", default))!.State, (await desk.FindAsync("c/1", default))!.State));
    }

    private LabelRow Row(string id) => new()
    {
        Id = id, OrderId = "6dd7973c-af3c-49ca-ac10-52725c718ee4", OrderNumber = "US-1", OrderKey = id[..1], Account = "default", CreatedAt = _clock.GetUtcNow(), UpdatedAt = _clock.GetUtcNow()
    };
}
