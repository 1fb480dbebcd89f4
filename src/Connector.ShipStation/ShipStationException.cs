using Connector.Core.Model.Messages;

namespace Connector.ShipStation;

/// <summary>
/// A call to ShipStation that failed. <see cref="ConnectorException.Kind"/> says what may be done about it. Nothing here carries credentials, nor what the
/// vendor's words repeat of the people in an order.
/// </summary>
public sealed class ShipStationException(FailureKind kind, string code, string message, Exception? inner = null)
    : ConnectorException(kind, code, message, inner)
{
    /// <summary>0 when no response came.</summary>
    public int Status { get; init; }

    public string Method { get; init; } = "";

    /// <summary>Path and query.</summary>
    public string Url { get; init; } = "";

    /// <summary>ShipStation's own explanation, from whichever shape the body had, without personal data; null when it gave none.</summary>
    public string? VendorMessage { get; init; }
}
