namespace Connector.Core.Rules.Mapping.Services;

/// <summary>The service that an order asks for.</summary>
/// <param name="Kind">Whether a rule named it; the caller acts on the unmapped kinds.</param>
/// <param name="RequestedService">Text; null when the order has no shipping method and no rule gives one.</param>
/// <param name="Confirmation">none, delivery, signature, adult_signature, direct_signature or null.</param>
/// <param name="Rule">Name of the rule that won; null without one.</param>
public sealed record ServiceChoice(
    ServiceChoiceKind Kind, string? RequestedService, string? CarrierCode, string? ServiceCode, string? PackageCode, string? Confirmation, string? Rule);

public enum ServiceChoiceKind
{
    /// <summary>A rule decided.</summary>
    Mapped,

    /// <summary>The order has no shipping method (imported, digital): nothing to ask for, nothing wrong.</summary>
    NoMethod,

    /// <summary>Unmapped: send the method's name as text and flag it.</summary>
    Pass,

    /// <summary>Unmapped: send on hold and flag it.</summary>
    Hold,

    /// <summary>Unmapped: do not send; the merchant wants it in the error queue.</summary>
    Reject
}
