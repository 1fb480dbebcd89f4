namespace Connector.Core.Model.Messages;

/// <summary>Handles all messages of one type, up to 100 at once.</summary>
public interface IMessageHandler
{
    /// <summary>One outcome for each message, in the same order. Safe to call twice with the same messages. Throws only for failures that concern them all.</summary>
    Task<IReadOnlyList<WorkOutcome>> HandleAsync(IReadOnlyList<WorkMessage> messages, CancellationToken cancellationToken);
}
