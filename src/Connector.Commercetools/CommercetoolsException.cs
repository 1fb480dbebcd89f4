using Connector.Core.Model.Messages;

namespace Connector.Commercetools;

/// <summary>A call to commercetools that failed. Neither the message nor any member holds credentials; personal data in bodies is redacted.</summary>
public sealed class CommercetoolsException(FailureKind kind, string code, string message, Exception? inner = null)
    : ConnectorException(kind, code, message, inner)
{
    /// <summary>HTTP status; 0 when no response came.</summary>
    public int Status { get; init; }

    /// <summary>The vendor's error codes, in its order; empty when the response carried none.</summary>
    public IReadOnlyList<string> VendorCodes { get; init; } = [];

    /// <summary>On a version conflict: where the resource is now, if stated.</summary>
    public long? CurrentVersion { get; init; }

    /// <summary>What the vendor's support asks for.</summary>
    public string? CorrelationId { get; init; }
    public string Method { get; init; } = "";
    public string Url { get; init; } = "";

    /// <summary>The beginning of the response, redacted, at most 2 KB.</summary>
    public string? Body { get; init; }
}
