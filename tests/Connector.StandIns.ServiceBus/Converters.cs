using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Connector.WorkerProtocol;
using Grpc.Net.Client;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Core;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

[assembly: WorkerExtensionStartup(typeof(Connector.StandIns.ServiceBus.Startup))]

namespace Connector.StandIns.ServiceBus;

/// <summary>The host listens for settlements where the worker called it.</summary>
public sealed class Startup : WorkerExtensionStartup
{
    public override void Configure(IFunctionsWorkerApplicationBuilder applicationBuilder) => applicationBuilder.Services.AddSingleton(static provider =>
        new Settlement.SettlementClient(GrpcChannel.ForAddress(provider.GetRequiredService<IConfiguration>()["Functions:Worker:HostEndpoint"]!)));
}

/// <summary>A message as the host hands it over: 16 bytes of lock token, then the message as it came over AMQP.</summary>
[SupportsDeferredBinding]
[SupportedTargetType(typeof(ServiceBusReceivedMessage[]))]
internal sealed class ReceivedMessageConverter : IInputConverter
{
    private const int TokenLength = 16;
    private const string Source = "AzureServiceBusReceivedMessage";

    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) => ValueTask.FromResult(context.Source switch
    {
        CollectionModelBindingData many => ConversionResult.Success(many.ModelBindingData.Select(Read).ToArray()),
        _ => ConversionResult.Unhandled()
    });

    private static ServiceBusReceivedMessage Read(ModelBindingData data)
    {
        if (data.Source != Source) throw new InvalidOperationException($"{data.Source} is not {Source}.");
        var bytes = data.Content.ToMemory();
        return ServiceBusReceivedMessage.FromAmqpMessage(
            AmqpAnnotatedMessage.FromBytes(BinaryData.FromBytes(bytes[TokenLength..])), BinaryData.FromBytes(bytes[..TokenLength]));
    }
}

internal sealed class MessageActionsConverter(Settlement.SettlementClient settlement) : IInputConverter
{
    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context) => ValueTask.FromResult(ConversionResult.Success(new ServiceBusMessageActions(settlement)));
}
