using Connector.Core.Flows.Intake;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Xunit;

namespace Connector.Tests.Journeys;

public sealed class When_an_account_is_refused
{
    [Fact]
    public async Task The_polls_of_the_other_account_go_on()
    {
        await using var world = await World.StartAsync(new WorldPlan
        {
            Settings = new Dictionary<string, string?>
            {
                ["ShipStation:ApiKey"] = "wrong", ["ShipStation:Accounts:eu:ApiKey"] = "demo", ["ShipStation:Accounts:eu:ApiSecret"] = "demo"
            }
        });

        var shipments = await Assert.ThrowsAnyAsync<ConnectorException>(() => world.Get<ShipmentPoll>().RunAsync(default));
        var statuses = await Assert.ThrowsAnyAsync<ConnectorException>(() => world.Get<OrderStatusPoll>().RunAsync(default));

        Assert.Equal((FailureKind.Unauthorized, FailureKind.Unauthorized), (shipments.Kind, statuses.Kind));
        foreach (var name in CursorName.ListMoved(["eu"]).Where(static name => name != CursorName.OrdersPull))
            Assert.True(await world.Get<ICursorStore>().GetAsync(name, default) is not null, name.Text);
    }
}
