namespace Connector.Core.Model.Messages;

/// <summary>Who may still call when the budget runs low, most urgent first.</summary>
/// <remarks>Preparing: what is read before a change, which then needs a call as well.</remarks>
public enum RateLane { Cancel, Normal, Preparing, Background }
