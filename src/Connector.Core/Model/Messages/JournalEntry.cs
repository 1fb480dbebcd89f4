namespace Connector.Core.Model.Messages;

/// <summary>One thing that happened. No personal data in any member.</summary>
/// <param name="OrderId">Null for runs that concern no single order.</param>
public sealed record JournalEntry(
    DateTimeOffset At, JournalKind Kind, string? OrderId, string? OrderNumber, string Text, string? CorrelationId = null, string? Code = null)
{
    /// <summary>The same in the words of the business; empty in entries of before, and where the text says it all.</summary>
    public IReadOnlyList<OrderEvent> Events { get; init; } = [];

    /// <summary>The work whose outcome it is (<see cref="CurrentWork"/>): calls with the same id led to it. Null where none did.</summary>
    public string? WorkId { get; init; }
}

public enum JournalKind { Run, Decision, Outcome, Alert }

/// <summary>One request and its response. Bodies are seen redacted only; credentials never get here.</summary>
/// <param name="Vendor">commercetools or ShipStation.</param>
/// <param name="Path">Path and query without secrets.</param>
/// <param name="Status">HTTP status; 0 when no response came.</param>
/// <param name="OrderIds">The shop orders it concerned, where that is known; may be empty.</param>
public sealed record Exchange(
    DateTimeOffset At, string Vendor, string Method, string Path, int Status, string? ErrorCode, TimeSpan Duration, int Attempt,
    string? RequestBody, string? ResponseBody, IReadOnlyList<string> OrderIds)
{
    /// <summary>Where reading it may still have to redact it first; null for none.</summary>
    public ExchangeBody? Request { get; init; } = RequestBody;

    /// <inheritdoc cref="Request"/>
    public ExchangeBody? Response { get; init; } = ResponseBody;

    /// <summary>As it is kept. The first reading may redact it, which takes milliseconds for a hundred orders.</summary>
    public string? RequestBody { get => Request?.Text; init => Request = value; }

    /// <inheritdoc cref="RequestBody"/>
    public string? ResponseBody { get => Response?.Text; init => Response = value; }

    /// <summary>True for a successful list read without news (no row, or the rows of the poll before): it is counted like any call, and no journal stores it.</summary>
    public bool FoundNothing { get; init; }

    /// <summary>The work that made the call (<see cref="CurrentWork"/>); null for polls, for commands and in exchanges of before.</summary>
    public string? WorkId { get; init; }
}

/// <summary>Either an entry or an exchange of one order's history.</summary>
public sealed record TimelineItem(DateTimeOffset At, JournalEntry? Entry, Exchange? Exchange);
