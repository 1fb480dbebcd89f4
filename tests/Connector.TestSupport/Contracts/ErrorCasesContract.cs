using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Xunit;

namespace Connector.TestSupport.Contracts;

/// <summary>What every <see cref="IErrorCases"/> keeps.</summary>
public abstract class ErrorCasesContract
{
    private static readonly DateTimeOffset T0 = ManualTimeProvider.Start;
    private readonly ManualTimeProvider _clock = new();

    /// <summary>Cases on this test's own, empty state. Every further call gives another instance on the same state.</summary>
    protected abstract Task<IErrorCases> CreateAsync(ManualTimeProvider clock);

    [Fact]
    public async Task A_case_is_kept_whole_and_replaced()
    {
        var cases = await CreateAsync(_clock);
        var known = Case("PushOrder/a") with
        {
            State = ErrorCaseState.Dismissed, OrderId = "a", OrderNumber = "US-1", Kind = FailureKind.Rejected, Code = "Code", Description = "Zoë 漢字", FirstFailedAt = T0, LastFailedAt = T0.AddTicks(1), Failures = 3,
            Retries = 2, LastRetriedAt = T0, SnoozedUntil = T0, Note = "note", Assignee = "who", ClosedAt = T0.AddTicks(7), Reason = "why", By = "me", Queue = "orders", Body = "{}", UpdatedAt = T0
        };
        await cases.PutAsync([known, Case("PushOrder/b")], default);
        Assert.Equal(known, Assert.Single(await (await CreateAsync(_clock)).GetAsync([known.Key, "PushOrder/c"], default)));

        await cases.PutAsync([known with { ClosedAt = null, State = ErrorCaseState.Retrying }], default);
        Assert.Equal(ErrorCaseState.Retrying, Assert.Single(await cases.GetAsync([known.Key], default)).State);
        Assert.Empty((await cases.ListClosedAsync(null, 10, default)).Cases);
    }

    [Fact]
    public async Task Closed_ones_are_listed_the_last_first_page_by_page()
    {
        var cases = await CreateAsync(_clock);
        await cases.PutAsync([.. Enumerable.Range(0, 5).Select(n => Case($"PushOrder/{n}") with { ClosedAt = T0.AddMinutes(n / 2) }), Case("PushOrder/open")], default);

        var (keys, after) = (new List<string>(), (string?)null);
        do
        {
            var page = await cases.ListClosedAsync(after, 2, default);
            Assert.True(page.Cases.Count <= 2);
            keys.AddRange(page.Cases.Select(static c => c.Key));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(["PushOrder/4", "PushOrder/2", "PushOrder/3", "PushOrder/0", "PushOrder/1"], keys);
        Assert.Equal(2, (await cases.ListClosedAsync("", 2, default)).Cases.Count);
    }

    [Fact]
    public async Task Old_ones_are_removed()
    {
        var cases = await CreateAsync(_clock);
        await cases.PutAsync([Case("PushOrder/a") with { ClosedAt = T0 }, Case("PushOrder/b"), Case("PushOrder/c") with { UpdatedAt = T0.AddDays(2), ClosedAt = T0 }], default);

        Assert.Equal(2, await cases.DeleteBeforeAsync(T0.AddDays(1), default));
        Assert.Equal(0, await cases.DeleteBeforeAsync(T0.AddDays(1), default));
        Assert.Equal(["PushOrder/c"], (await cases.GetAsync(["PushOrder/a", "PushOrder/b", "PushOrder/c"], default)).Select(static c => c.Key));
        Assert.Equal(["PushOrder/c"], (await cases.ListClosedAsync(null, 10, default)).Cases.Select(static c => c.Key));
    }

    private static ErrorCase Case(string key) => new() { Key = key, Work = "PushOrder", UpdatedAt = T0 };
}
