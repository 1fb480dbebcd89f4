using System.Runtime.CompilerServices;
using Azure.Messaging.ServiceBus;

namespace Connector.Azure.ServiceBus;

/// <summary>Looks at messages without taking them, page by page.</summary>
internal static class MessagePeeker
{
    private const int PageSize = 250;

    /// <summary>By sequence number, up to <paramref name="most"/>. Pages may be shorter than asked for; only an empty one is the end.</summary>
    public static async IAsyncEnumerable<ServiceBusReceivedMessage> AllAsync(
        ServiceBusReceiver receiver, int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long from = 0;
        for (var seen = 0; seen < most;)
        {
            var page = await receiver.PeekMessagesAsync(Math.Min(PageSize, most - seen), from, cancellationToken);
            if (page.Count == 0) yield break;
            foreach (var message in page)
            {
                from = Math.Max(from, message.SequenceNumber + 1);
                seen++;
                yield return message;
            }
        }
    }
}
