using Connector.Core.Flows.Labels;
using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;
using Connector.Core.Rules.Labels;
using Xunit;

namespace Connector.Tests.Journeys.Labels;

public sealed class When_people_work_at_the_label_desk
{
    [Fact]
    public async Task A_second_label_is_bought_after_a_void_because_somebody_asked_for_it()
    {
        await using var it = await LabelWorld.StartAsync();
        await it.PlaceAsync("US-1");
        await it.Desk.VoidAsync([(await it.LabelAsync("US-1")).Id], "ada", default);
        await it.World.SyncAsync();
        await it.LaterAsync(TimeSpan.FromMinutes(5));
        Assert.Single(await it.LabelsAsync("US-1"));

        Assert.Equal(1, await it.Desk.AskForAnotherAsync([(await it.LabelAsync("US-1")).Id], "ada", default));
        await it.LaterAsync(TimeSpan.FromMinutes(5));

        var labels = (await it.LabelsAsync("US-1")).OrderBy(l => l.Id, StringComparer.Ordinal).ToList();
        Assert.Equal([LabelState.Voided, LabelState.Bought], labels.Select(l => l.State));
        Assert.Equal("ada", labels[1].DecidedBy);
        Assert.Contains("another label asked for by ada", await it.World.HistoryAsync("US-1"), StringComparison.Ordinal);
        await it.LaterAsync(TimeSpan.FromDays(1));
        Assert.Equal(2, it.World.ShippingCalls(LabelWorld.Buys));
    }

    [Fact]
    public async Task The_kill_switch_holds_until_somebody_resumes()
    {
        await using var it = await LabelWorld.StartAsync();
        await it.Desk.PauseAsync(null, "ada", default);
        await it.PlaceAsync("US-1");
        await it.LaterAsync(TimeSpan.FromHours(2));
        Assert.Equal(0, it.World.ShippingCalls(LabelWorld.Buys));

        Assert.True(await it.Desk.ResumeAsync(null, "ada", default));
        await it.LaterAsync(TimeSpan.FromMinutes(15));

        Assert.Equal(LabelState.Bought, (await it.LabelAsync("US-1")).State);
        await it.IsCleanAsync(purchases: 1);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_have_been_bought_and_writes_and_buys_nothing()
    {
        await using var it = await LabelWorld.StartAsync("Buy", more: [("Labels:Guards:Caps:0:Labels", "2")]);
        await it.Desk.PauseAsync(null, "ada", default);
        var before = it.World.Clock.GetUtcNow().AddMinutes(-1);
        await it.PlaceAsync("US-1", "US-2", "US-3");
        var rows = await it.World.Get<ILabelStore>().ListAsync(new LabelFilter(), null, 10, default);

        var preview = await it.World.Get<LabelPreviewRun>().RunAsync(before, it.World.Clock.GetUtcNow().AddHours(1), null, default);

        Assert.Equal((3, 2, 0), (preview.Lines.Count, preview.Bought.Count, preview.Proposed.Count));
        Assert.Equal(preview.Lines.Where(l => l.Outcome == LabelOutcome.Buy).Sum(l => l.Price!.Value), Assert.Single(preview.Bought.Amounts).Amount);
        Assert.Equal((LabelCodes.CapReached, 1), (Assert.Single(preview.Left).Code, preview.Left[0].Count));
        Assert.Equal(0, it.World.ShippingCalls(LabelWorld.Buys));
        Assert.Equal((0m, 0), await it.SpentAsync());
        Assert.Equal(rows.Rows, (await it.World.Get<ILabelStore>().ListAsync(new LabelFilter(), null, 10, default)).Rows);
        Assert.Empty((await it.World.Get<LabelPreviewRun>().RunAsync(before.AddDays(-1), before, null, default)).Lines);
    }

    [Fact]
    public async Task A_dry_run_of_orders_that_were_bought_since_counts_them_all_the_same()
    {
        await using var it = await LabelWorld.StartAsync();
        var before = it.World.Clock.GetUtcNow().AddMinutes(-1);
        await it.PlaceAsync("US-1");
        await it.LaterAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(LabelState.Bought, (await it.LabelAsync("US-1")).State);

        var preview = await it.World.Get<LabelPreviewRun>().RunAsync(before, it.World.Clock.GetUtcNow(), null, default);

        Assert.Equal(1, preview.Bought.Count);
        await it.IsCleanAsync(purchases: 1);
    }
}
