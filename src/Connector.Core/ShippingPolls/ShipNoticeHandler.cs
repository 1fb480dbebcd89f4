using Connector.Core.Errors;
using Connector.Core.Ports;
using Connector.Core.Pump;
using Connector.Core.Shipments;

namespace Connector.Core.ShippingPolls;

/// <summary>
/// Reads what a webhook pointed at; the webhook's body is never the truth. A second run is harmless: what is read again is not news.
/// </summary>
public sealed class ShipNoticeHandler(IShippingAccounts accounts, ShipmentIntake intake, OrderStatusPoll orders, PointedNotices pointed) : IMessageHandler
{
    private const int MaxPages = 100;

    public async Task<IReadOnlyList<WorkOutcome>> HandleAsync(IReadOnlyList<WorkMessage> messages, CancellationToken cancellationToken)
    {
        var outcomes = new List<WorkOutcome>(messages.Count);
        var listed = new HashSet<(string, ShipmentKind)>();
        foreach (var message in messages) outcomes.Add(await ReadAsync(message, listed, cancellationToken));
        return outcomes;
    }

    private async Task<WorkOutcome> ReadAsync(WorkMessage message, HashSet<(string, ShipmentKind)> listed, CancellationToken cancellationToken)
    {
        var name = message.Account ?? "default";
        if (!accounts.Names.Contains(name, StringComparer.Ordinal)) return new WorkOutcome.DeadLetter(FailureKind.Unmappable, ErrorCodes.ForeignNotice, "The notice names an account that is not configured.");
        try
        {
            if (await pointed.TryReadAsync(name, message, listed, cancellationToken) is { } outcome) return outcome;
            var (shipments, queued, foreign, more) = (0, 0, 0, true);
            for (var page = 1; more && page <= MaxPages; page++)
            {
                var content = await accounts.Get(name).ReadNoticeAsync(message.ResourceUrl ?? "", page, cancellationToken);
                var taken = await intake.TakeAsync([.. content.Shipments, .. content.Fulfillments], message.ResourceType ?? "notice", cancellationToken);
                queued += taken.Queued;
                foreign += taken.Foreign;
                if (content.Orders.Count > 0) await orders.TakeAsync(content.Orders, cancellationToken);
                shipments += content.Shipments.Count + content.Fulfillments.Count;
                more = content.More;
            }
            return new WorkOutcome.Done($"{shipments} shipments read, {queued} orders queued{(foreign == 0 ? "" : $"; {foreign} ignored: of orders that are not ours")}");
        }
        catch (ConnectorException e)
        {
            return e.Kind == FailureKind.Rejected
                ? new WorkOutcome.DeadLetter(e.Kind, e.Code, e.Message)
                : MessagePump.OutcomeOf(e);
        }
    }
}
