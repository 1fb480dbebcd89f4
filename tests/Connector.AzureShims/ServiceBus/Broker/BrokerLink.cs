using Azure.Core;
using Azure.Messaging.ServiceBus;

namespace Connector.AzureShims;

/// <summary>A sender's or receiver's connection to its queue: every operation asks for the token, meets the planned faults, and finds time caught up with.</summary>
internal sealed class BrokerLink(ServiceBusClient client, string queue, TokenCredential? credential)
{
    private static readonly string[] s_scopes = ["https://servicebus.azure.net/.default"];
    private bool _closed;

    public string Queue => queue;

    public void Close() => _closed = true;

    public Task OpenAsync(CancellationToken cancellationToken) => SignInAsync(cancellationToken);

    public async Task<T> RunAsync<T>(BrokerOperation operation, Func<BrokerQueue, T> what, CancellationToken cancellationToken)
    {
        var broker = await SignInAsync(cancellationToken);
        var entity = broker.Queue(queue);
        lock (broker.Gate)
        {
            entity.CatchUp();
            return broker.Faults.Meet(operation, queue, () => what(entity));
        }
    }

    public async Task RunAsync(BrokerOperation operation, Action<BrokerQueue> what, CancellationToken cancellationToken) => await RunAsync(
        operation,
        queue =>
        {
            what(queue);
            return true;
        },
        cancellationToken);

    private async Task<BrokerNamespace> SignInAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_closed || client.IsClosed, client);
        var broker = BrokerNamespace.Find(client.FullyQualifiedNamespace);
        if (credential is null) return broker;
        var token = await credential.GetTokenAsync(new TokenRequestContext(s_scopes), cancellationToken);
        if (token.ExpiresOn <= broker.Clock.GetUtcNow()) throw new UnauthorizedAccessException("ExpiredToken: the token is expired.");
        return broker;
    }
}
