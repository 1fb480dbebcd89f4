using Connector.Core.Ports;
using Connector.TestSupport;
using Connector.TestSupport.Contracts;

namespace Connector.Azure.Tests.ServiceBus;

// Each instance has a client of its own, as a second function instance on the same namespace has.

public sealed class ServiceBusWorkQueueContractTests : WorkQueueContract, IDisposable
{
    private TestBroker? _broker;
    protected override bool CountsGivenBack => true;
    protected override Task<IWorkQueue> CreateAsync(ManualTimeProvider clock) => Task.FromResult<IWorkQueue>((_broker ??= new TestBroker(clock)).Connect().Work);
    public void Dispose() => _broker?.Dispose();
}

public sealed class ServiceBusErrorQueueContractTests : ErrorQueueContract, IDisposable
{
    private TestBroker? _broker;

    protected override Task<(IWorkQueue Queue, IErrorQueue Errors)> CreateAsync(ManualTimeProvider clock)
    {
        var instance = (_broker ??= new TestBroker(clock)).Connect();
        return Task.FromResult<(IWorkQueue, IErrorQueue)>((instance.Work, instance.Errors));
    }

    public void Dispose() => _broker?.Dispose();
}
