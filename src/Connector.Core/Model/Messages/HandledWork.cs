namespace Connector.Core.Model.Messages;

/// <summary>A message that was handled.</summary>
/// <param name="WorkId">Of the messages that were handled together (<see cref="CurrentWork"/>).</param>
public sealed record HandledWork(WorkMessage Message, WorkOutcome Outcome, string WorkId);
