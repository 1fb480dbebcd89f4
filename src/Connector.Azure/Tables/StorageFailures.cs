using Azure;
using Azure.Identity;
using Connector.Core.Model.Messages;

namespace Connector.Azure.Tables;

/// <summary>What a failed storage call means to the engine. Messages hold no keys and no content.</summary>
internal static class StorageFailures
{
    /// <summary>Null for what storage has nothing to do with, such as a cancellation by the caller.</summary>
    /// <param name="place">Such as "Table SyncRows".</param>
    public static ConnectorException? From(Exception exception, string place, CancellationToken cancellationToken) => exception switch
    {
        _ when cancellationToken.IsCancellationRequested => null,
        AggregateException { InnerExceptions: [.., var last] } => From(last, place, cancellationToken),
        RequestFailedException refused => From(refused, place),
        AuthenticationFailedException => Failure(FailureKind.Unauthorized, ErrorCodes.Unauthorized, $"{place}: no credential", exception),
        OperationCanceledException => Failure(FailureKind.Transient, ErrorCodes.Timeout, $"{place} did not respond in time", exception),
        IOException or HttpRequestException => Failure(FailureKind.Transient, ErrorCodes.ConnectionFailed, $"{place} cannot be reached", exception),
        _ => null
    };

    private static ConnectorException From(RequestFailedException e, string place)
    {
        var reported = $"{place} returned {e.Status}{(e.ErrorCode is { Length: > 0 } code ? $" ({code})" : "")}";
        return e.Status switch
        {
            0 => Failure(FailureKind.Transient, ErrorCodes.ConnectionFailed, $"{place} cannot be reached", e),
            401 or 403 => Failure(FailureKind.Unauthorized, ErrorCodes.Unauthorized, reported, e),
            408 => Failure(FailureKind.Transient, ErrorCodes.Timeout, reported, e),
            429 or >= 500 => Failure(FailureKind.Transient, ErrorCodes.ServerError, reported, e),
            409 when string.Equals(e.ErrorCode, "TableBeingDeleted", StringComparison.Ordinal) => Failure(FailureKind.Transient, ErrorCodes.ServerError, reported, e),
            _ => Failure(FailureKind.Unknown, ErrorCodes.Unexpected, reported, e)
        };
    }

    private static ConnectorException Failure(FailureKind kind, string code, string message, Exception inner) => new(kind, code, $"{message}.", inner);
}
