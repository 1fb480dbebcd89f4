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
        foreach (var name in (string[])["shipments-created", "shipments-voided", "fulfillments", "orders-status"])
            Assert.True(await world.Get<ICursorStore>().GetAsync($"{name}:eu", default) is not null, name);
    }
}
