using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Connector.Tests.TestSupport.InMemory;

public sealed class InMemoryStoresTests
{
    [Fact]
    public async Task Every_port_is_registered_and_the_error_queue_belongs_to_the_work_queue()
    {
        await using var provider = new ServiceCollection().AddInMemoryStores()
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        foreach (var port in StorePorts.All) Assert.NotNull(provider.GetService(port));

        var queue = provider.GetRequiredService<IWorkQueue>();
        await queue.SendAsync(QueueNames.Orders, [A.PushOrder()], null, default);
        var message = Assert.Single(await queue.ReceiveAsync(QueueNames.Orders, 1, TimeSpan.FromMinutes(1), default));
        var reason = new DeadLetterInfo(default, "Refused", "Refused.", null, null, null, ManualTimeProvider.Start);
        await queue.SettleAsync([(message, new Settlement.DeadLetter(reason))], default);

        Assert.Single(await provider.GetRequiredService<IErrorQueue>().ListAsync(new ErrorFilter(), default));
    }
}
