namespace Connector.Core.Model.Messages;

/// <summary>A failure with its kind. Vendor clients derive from it; handlers and the pump look only at this.</summary>
public class ConnectorException : Exception
{
    public ConnectorException(FailureKind kind, string code, string message, Exception? inner = null) : base(message, inner)
    {
        Kind = kind;
        Code = code;
    }

    public FailureKind Kind { get; }

    /// <summary>Stable word from <see cref="ErrorCodes"/>, or the vendor's own code.</summary>
    public string Code { get; }

    /// <summary>The account of the shipping side that it concerns; null for the shop, our stores and all else.</summary>
    public string? Account { get; init; }

    /// <summary>When trying again makes sense, where the other side said so.</summary>
    public DateTimeOffset? RetryAt { get; init; }
}
