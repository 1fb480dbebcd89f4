using Connector.Core.Ports;

namespace Connector.Http;

/// <summary>What the handlers have to know of one API: its client class implements it.</summary>
public interface IApi
{
    /// <summary>As the journal names it.</summary>
    string Vendor { get; }

    /// <summary>Ends with a slash.</summary>
    Uri BaseAddress { get; }

    /// <summary>Whose rate budget its calls use; null where there is none.</summary>
    string? Budget { get; }

    /// <summary>For each attempt, from the first byte sent to the last byte read.</summary>
    TimeSpan Timeout { get; }

    long MaxResponseBytes { get; }

    IFailureTable Failures { get; }

    /// <summary>Sets the headers of an attempt that are not credentials.</summary>
    void Prepare(ApiCall call, HttpRequestMessage request);

    /// <summary>Looks at the headers of a response, whatever its status.</summary>
    void Observe(ApiCall call, HttpResponseMessage response);

    /// <summary>What the response says about the rate window; null where the API says nothing of it.</summary>
    RateReport? ReportOf(ApiCall call, ApiResponse response, bool throttled);

    /// <summary>Writes the failure of an attempt to the log, if the API's failures are logged.</summary>
    void LogFailure(ApiCall call, string code);
}
