using Connector.Core.Model.Messages;

namespace Connector.Core.Ports;

/// <summary>When each timer ran last, and how that ended: one row for each timer, and one for each account that it reported; never more.</summary>
public interface IRunRecords
{
    /// <summary>Writes the members of the change that are not null; the others stay as they are.</summary>
    Task WriteAsync(RunRecord change, CancellationToken cancellationToken);

    Task<IReadOnlyList<RunRecord>> ListAsync(CancellationToken cancellationToken);
}
