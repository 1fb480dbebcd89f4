using Connector.Core.Model.Messages;

namespace Connector.Core.Flows.Labels;

/// <summary>Decides about the labels of orders and buys them.</summary>
internal sealed class BuyLabelHandler : IMessageHandler
{
    public Task<IReadOnlyList<WorkOutcome>> HandleAsync(IReadOnlyList<WorkMessage> messages, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<WorkOutcome>>([.. messages.Select(static _ => new WorkOutcome.Skipped("no label is due"))]);
}
