namespace Connector.Core.Model;

/// <summary>Who may still call when the budget runs low, most urgent first.</summary>
public enum RateLane { Cancel, Normal, Background }
