using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Http;

/// <summary>What each failure of one API means: the one place that knows. Every failure has a kind, and no text in it repeats credentials or personal data.</summary>
public interface IFailureTable
{
    /// <summary>Null when the response is a success, or the vendor's own "there is none" where the call takes that as a result.</summary>
    ConnectorException? From(ApiCall call, ApiResponse response);

    /// <summary>An attempt that brought no response, or only a part, or one that cannot be read.</summary>
    ConnectorException From(ApiCall call, BrokenCall how, Exception cause);

    /// <summary>Nothing was sent.</summary>
    ConnectorException NoPermit(ApiCall call, RatePermit permit);

    /// <summary>Whether another attempt at once may help. Only asked for calls that may be repeated.</summary>
    bool IsWorthARetry(ConnectorException failure);

    /// <summary>The word for it in the journal.</summary>
    string CodeOf(ConnectorException failure);

    /// <summary>The vendor's own explanation, clean; null when it gave none.</summary>
    string? WordsOf(ConnectorException failure);
}

/// <summary>How an attempt ended without a response that can be read.</summary>
public enum BrokenCall { TimedOut, Disconnected, NotUnpacked, Unreadable }
