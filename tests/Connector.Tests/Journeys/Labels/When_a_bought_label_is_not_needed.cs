using Connector.Core.Model.Labels;
using Xunit;

namespace Connector.Tests.Journeys.Labels;

public sealed class When_a_bought_label_is_not_needed
{
    [Theory]
    [InlineData("Automatic")]
    [InlineData("Propose")]
    public async Task The_label_of_an_order_that_was_cancelled_is_voided_once_and_nothing_bought_again(string mode)
    {
        await using var it = await LabelWorld.StartAsync(more: [("Labels:Voids:Mode", mode)]);
        await it.PlaceAsync("US-1");
        await it.World.People.CancelInShopAsync("US-1");

        await it.LaterAsync(TimeSpan.FromMinutes(5));
        if (mode == "Propose")
        {
            Assert.Equal(LabelState.VoidProposed, (await it.LabelAsync("US-1")).State);
            Assert.Equal(1, await it.Desk.ApproveAsync([(await it.LabelAsync("US-1")).Id], "ada", default));
            await it.World.SyncAsync();
        }

        var label = await it.LabelAsync("US-1");
        Assert.Equal(LabelState.Voided, label.State);
        Assert.NotNull(label.Void!.VoidedAt);
        Assert.Equal(1, it.World.ShippingCalls("POST /shipments/voidlabel"));
        // What was spent stays spent: a refund raises no cap.
        Assert.Equal(1, (await it.SpentAsync()).Labels);
        await it.LaterAsync(TimeSpan.FromHours(3));
        await it.LaterAsync(TimeSpan.FromDays(2));
        await it.IsCleanAsync(purchases: 1);
    }

    [Fact]
    public async Task A_void_that_somebody_asks_for_is_made_and_its_order_gets_no_other_label()
    {
        await using var it = await LabelWorld.StartAsync();
        await it.PlaceAsync("US-1");

        Assert.Equal(1, await it.Desk.VoidAsync([(await it.LabelAsync("US-1")).Id], "ada", default));
        Assert.Equal(0, await it.Desk.DismissAsync([(await it.LabelAsync("US-1")).Id], "ada", default));
        await it.World.SyncAsync();

        Assert.Equal((LabelState.Voided, "ada"), ((await it.LabelAsync("US-1")).State, (await it.LabelAsync("US-1")).DecidedBy));
        await it.LaterAsync(TimeSpan.FromHours(3));
        await it.LaterAsync(TimeSpan.FromDays(2));
        Assert.Single(await it.LabelsAsync("US-1"));
        await it.IsCleanAsync(purchases: 1);
        Assert.Contains("void requested by ada", await it.World.HistoryAsync("US-1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("label-voiding")]
    [InlineData("label-void-called")]
    public async Task Killed_around_a_void_it_is_voided_in_the_end(string point)
    {
        await using var it = await LabelWorld.StartAsync();
        await it.PlaceAsync("US-1");
        await it.Desk.VoidAsync([(await it.LabelAsync("US-1")).Id], "ada", default);

        await it.World.SyncUntilCrashAsync(point);
        Assert.Equal(LabelState.Voiding, (await it.LabelAsync("US-1")).State);
        await it.LaterAsync(TimeSpan.FromMinutes(15));

        Assert.Equal(LabelState.Voided, (await it.LabelAsync("US-1")).State);
        Assert.Empty(await it.World.ErrorsAsync());
        await it.IsCleanAsync(purchases: 1);
    }

    [Fact]
    public async Task A_void_that_is_refused_is_an_entry_for_a_person_and_the_label_stays()
    {
        await using var it = await LabelWorld.StartAsync();
        await it.PlaceAsync("US-1");
        await it.FaultAsync("""{ "route": "POST /shipments/voidlabel", "status": 200, "body": "{\"approved\":false,\"message\":\"It has been used.\"}" }""");

        await it.Desk.VoidAsync([(await it.LabelAsync("US-1")).Id], "ada", default);
        await it.World.SyncAsync();

        Assert.Equal(LabelState.Bought, (await it.LabelAsync("US-1")).State);
        Assert.Single(await it.World.ErrorsAsync());
    }
}
