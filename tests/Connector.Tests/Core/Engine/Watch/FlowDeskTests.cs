using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.Options;
using Moq;
using Xunit;

namespace Connector.Tests.Core.Engine.Watch;

public sealed class FlowDeskTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryFlowPauses _store;
    private readonly InMemoryWorkQueue _queue;
    private readonly InMemoryJournal _journal = new();

    public FlowDeskTests() => (_store, _queue) = (new InMemoryFlowPauses(_clock), new InMemoryWorkQueue(_clock));

    [Fact]
    public async Task A_whole_flow_is_resumed_with_its_accounts_and_no_other_flow()
    {
        var desk = Desk(_store);
        await desk.PauseAsync("orders:eu", "ada", default);
        await desk.PauseAsync("orders", "ada", default);
        await desk.PauseAsync("shipments", "ada", default);

        Assert.Equal(["orders", "orders:eu"], (await desk.ResumeAsync("orders", "ada", default)).Flows);
        Assert.Equal(["shipments"], (await desk.ListAsync(default)).Select(static p => p.Flow));
        Assert.Empty((await desk.ResumeAsync("orders", "ada", default)).Flows);
    }

    [Fact]
    public async Task One_account_is_resumed_alone()
    {
        var desk = Desk(_store);
        await desk.PauseAsync("orders:eu", "ada", default);
        await desk.PauseAsync("orders:default", "ada", default);
        Assert.Equal(["orders:eu"], (await desk.ResumeAsync("orders:eu", "ada", default)).Flows);
        Assert.Equal(["orders:default"], (await desk.ListAsync(default)).Select(static p => p.Flow));
    }

    [Fact]
    public async Task What_waited_for_the_end_of_the_pause_is_due_and_what_waits_for_a_day_of_its_own_is_not()
    {
        await _store.PauseAsync("orders", new FlowPause("refused", _clock.Now, _clock.Now.AddMinutes(5)), default);
        await _queue.SendAsync("orders", [A.PushOrder(), A.PushOrder()], _clock.Now.AddMinutes(5).AddSeconds(1), default);
        await _queue.SendAsync("orders", [A.PushOrder()], _clock.Now.AddDays(1), default);

        Assert.Equal(2, (await Desk(_store).ResumeAsync("orders", "ada", default)).Messages);

        Assert.Equal((2L, 1L), (await _queue.PeekDepthAsync("orders", default)) is var depth ? (depth.Ready, depth.Scheduled) : default);
    }

    [Fact]
    public async Task What_people_do_is_in_the_journal_with_their_name()
    {
        var desk = Desk(_store);
        await desk.PauseAsync("orders", "ada", default);
        await desk.ResumeAsync("orders", "ben", default);
        Assert.Equal(["orders: resumed by ben", "orders: paused by ada"], (await _journal.ListRunsAsync(10, default)).Select(static r => r.Text));
    }

    [Fact]
    public async Task A_pause_that_began_with_other_credentials_is_over_and_one_of_a_person_is_not()
    {
        var first = Pauses("old");
        await first.PauseAsync("orders:eu", new FlowPause("refused", _clock.Now, _clock.Now.AddMinutes(5)), default);
        await first.PauseAsync("shipments", new FlowPause("paused by ada", _clock.Now, null), default);
        await _queue.SendAsync("orders", [A.PushOrder()], _clock.Now.AddMinutes(5), default);
        Assert.NotNull(await first.GetAsync("orders:eu", default));
        Assert.Empty((await Desk(first).EndOutdatedAsync(default)).Flows);

        var second = Pauses("new");
        Assert.Null(await second.GetAsync("orders:eu", default));
        var ended = await Desk(second).EndOutdatedAsync(default);

        Assert.Equal("orders:eu", Assert.Single(ended.Flows));
        Assert.Equal(1, ended.Messages);
        Assert.Null(await _store.GetAsync("orders:eu", default));
        Assert.NotNull(await second.GetAsync("shipments", default));
    }

    [Fact]
    public async Task The_credentials_of_another_account_change_nothing()
    {
        var before = Pauses("same", other: "a");
        await before.PauseAsync("orders:eu", new FlowPause("refused", _clock.Now, _clock.Now.AddMinutes(5)), default);
        Assert.NotNull(await Pauses("same", other: "b").GetAsync("orders:eu", default));
        // Of a whole queue all credentials count.
        await before.PauseAsync("orders", new FlowPause("refused", _clock.Now, _clock.Now.AddMinutes(5)), default);
        Assert.Null(await Pauses("same", other: "b").GetAsync("orders", default));
    }

    [Fact]
    public async Task No_credential_is_kept()
    {
        await Pauses("my-secret").PauseAsync("orders:eu", new FlowPause("refused", _clock.Now, _clock.Now.AddMinutes(5)), default);
        var kept = (await _store.GetAsync("orders:eu", default))!.Credentials!;
        Assert.Equal(32, kept.Length);
        Assert.DoesNotContain("my-secret", kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("orders", true)]
    [InlineData("labels:eu", true)]
    [InlineData("orders:us", false)]
    [InlineData("invoices", false)]
    [InlineData("", false)]
    public void Flows_are_queues_with_or_without_a_configured_account(string name, bool expected) => Assert.Equal(expected, Desk(_store).IsFlow(name));

    private FlowDesk Desk(IFlowPauses pauses) => new(pauses, _queue, Mock.Of<IShippingAccounts>(static a => a.Names == new[] { "default", "eu" }), _journal, _clock);

    private CredentialPauses Pauses(string secret, string other = "x")
    {
        var redaction = new Redaction(Options.Create(new RedactionOptions { RedactionSalt = "a salt of this test" }));
        return new CredentialPauses(_store, new CredentialHashes([new Credentials(secret, other)], redaction));
    }

    private sealed class Credentials(string eu, string other) : IVendorCredentials
    {
        public IEnumerable<(string? Account, string Text)> List() => [(null, other), ("eu", eu)];
    }
}
