using Connector.Core.Errors;

namespace Connector.ShipStation;

/// <summary>
/// A call to ShipStation that failed. <see cref="ConnectorException.Kind"/> says what may be done about it. Nothing here carries credentials; the vendor's
/// words may repeat what was sent to it, so <see cref="Body"/> is for a developer's eyes and not for logs.
/// </summary>
public sealed class ShipStationException(FailureKind kind, string code, string message, Exception? inner = null)
    : ConnectorException(kind, code, message, inner)
{
    /// <summary>0 when no answer came.</summary>
    public int Status { get; init; }

    public string Method { get; init; } = "";

    /// <summary>Path and query.</summary>
    public string Url { get; init; } = "";

    /// <summary>ShipStation's own explanation, from whichever shape the body had; null when it gave none.</summary>
    public string? VendorMessage { get; init; }

    /// <summary>The first 2 KB of the answer as it came; null when it was empty.</summary>
    public string? Body { get; init; }
}
