using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Intake;

/// <summary>
/// Reads what a webhook pointed at; the webhook's body is never trusted. A notification may cost only a few calls, whatever it points at: the polls find the rest. A second
/// run is harmless: what is read again is not news.
/// </summary>
internal sealed class WebhookNotificationHandler(
    IShippingAccounts accounts, ShipmentIntake intake, OrderStatusIntake orderIntake, OrderStatusPoll orders, ShipmentPoll shipments, PointedNotifications pointed, TimeProvider clock) : IMessageHandler
{
    /// <summary>Pages of 100 that one notification may read, over all its turns.</summary>
    public const int MaxPages = 4;

    /// <summary>Turns in which a notification may get nowhere for want of permits.</summary>
    public const int MaxIdleTurns = 5;

    public async Task<IReadOnlyList<WorkOutcome>> HandleAsync(IReadOnlyList<WorkMessage> messages, CancellationToken cancellationToken)
    {
        var outcomes = new List<WorkOutcome>(messages.Count);
        var listed = new HashSet<(string, NotificationList)>();
        var read = new HashSet<(string, string?)>();
        foreach (var message in messages)
        {
            // Where notifications carry their content, two of one address are two.
            var isCopy = message.Tracking is null && !read.Add((message.Account ?? DefaultAccount, message.ResourceUrl));
            outcomes.Add(isCopy ? new WorkOutcome.Skipped("another notification of this batch has the same address") : await ReadAsync(message, listed, cancellationToken));
        }
        return outcomes;
    }

    private const string DefaultAccount = "default";

    private async Task<WorkOutcome> ReadAsync(WorkMessage message, HashSet<(string, NotificationList)> listed, CancellationToken cancellationToken)
    {
        var name = message.Account ?? DefaultAccount;
        if (!accounts.Names.Contains(name, StringComparer.Ordinal)) return new WorkOutcome.DeadLetter(FailureKind.Unmappable, ErrorCodes.ForeignNotification, "The notification names an account that is not configured.");
        var begin = Math.Max(message.Page ?? 1, 1);
        var page = begin;
        try
        {
            if (await pointed.TryReadAsync(name, message, listed, cancellationToken) is { } outcome) return outcome;
            var (count, queued, foreign, more) = (0, 0, 0, true);
            for (; more && page <= MaxPages; page++)
            {
                var content = await accounts.Get(name).ReadNotificationAsync(message.ResourceUrl ?? "", page, cancellationToken);
                if (content.WholeList is { } list) return await PollAsync(name, list, listed, cancellationToken);
                var taken = await intake.TakeAsync([.. content.Shipments, .. content.Fulfillments], message.ResourceType ?? "notification", cancellationToken);
                queued += taken.Queued;
                foreign += taken.Foreign;
                if (content.Orders.Count > 0) await orderIntake.TakeAsync(content.Orders, cancellationToken);
                count += content.Shipments.Count + content.Fulfillments.Count;
                more = content.More;
            }
            return new WorkOutcome.Done(
                $"{count} shipments read, {queued} orders queued{(foreign == 0 ? "" : $"; {foreign} ignored: of orders that are not ours")}{(more ? "; the polls read the rest" : "")}");
        }
        catch (ConnectorException e)
        {
            return e.Kind == FailureKind.Rejected
                ? new WorkOutcome.DeadLetter(e.Kind, e.Code, e.Message)
                : ComeBack(message with { Page = page == 1 ? null : page }, e, gotOn: page > begin);
        }
    }

    /// <summary>The address selects nothing: the list is read on from where its poll stopped, which is what there can be news in.</summary>
    private async Task<WorkOutcome> PollAsync(string account, NotificationList list, HashSet<(string, NotificationList)> listed, CancellationToken cancellationToken)
    {
        if (!listed.Contains((account, list)))
        {
            if (list == NotificationList.Orders) await orders.RunAsync(account, cancellationToken);
            else await shipments.RunAsync(account, list == NotificationList.Shipments ? ShipmentKind.Label : ShipmentKind.Fulfillment, cancellationToken);
        }
        listed.Add((account, list));
        return new WorkOutcome.Done("the notification selects nothing; the list was polled");
    }

    /// <summary>Waiting for a window costs no attempt while the notification gets on; one that does not is left to the polls in the end.</summary>
    private WorkOutcome ComeBack(WorkMessage message, ConnectorException failure, bool gotOn)
    {
        if (failure.Kind != FailureKind.RateLimited) return new WorkOutcome.Retry(failure.Kind, failure.Code, failure.Message) { Progress = message };
        var turns = gotOn ? message.Attempt : message.Attempt + 1;
        if (turns >= MaxIdleTurns) return new WorkOutcome.Done($"no API call was left for it {turns} times; the polls read the data instead");
        return new WorkOutcome.RetryAt(failure.RetryAt ?? clock.GetUtcNow() + Attempts.WaitWithoutHint, failure.Kind, failure.Code, failure.Message)
        {
            Progress = message with { Attempt = turns }
        };
    }
}
