using Connector.Core.Model.Messages;

namespace Connector.Core.Ports;

/// <summary>What was done about errors (<see cref="ErrorCase"/>).</summary>
public interface IErrorCases
{
    /// <summary>Those that are known, in no particular order.</summary>
    Task<IReadOnlyList<ErrorCase>> GetAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken);

    /// <summary>Replaces what is there. Safe to repeat.</summary>
    Task PutAsync(IReadOnlyList<ErrorCase> cases, CancellationToken cancellationToken);

    /// <summary>Resolved and dismissed ones, closed last first, with where the next page begins.</summary>
    /// <param name="after">The position of the page before; null for the first.</param>
    Task<ErrorCasePage> ListClosedAsync(string? after, int take, CancellationToken cancellationToken);

    /// <summary>Removes what was changed last before; returns how many.</summary>
    Task<long> DeleteBeforeAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

/// <param name="Next">Null when there are no more.</param>
public sealed record ErrorCasePage(IReadOnlyList<ErrorCase> Cases, string? Next);
