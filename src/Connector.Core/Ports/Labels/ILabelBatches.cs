using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;

namespace Connector.Core.Ports.Labels;

/// <summary>
/// Buys many labels in one run (V2). Creating a batch spends nothing; <see cref="ProcessAsync"/> does. Except for that call, failures throw <see cref="ConnectorException"/>.
/// Writes and status take lane <see cref="RateLane.Normal"/>, lists <see cref="RateLane.Background"/>.
/// </summary>
public interface ILabelBatches
{
    /// <summary>
    /// Creates an open batch, which buys nothing. Not tried again inside the client: after a failure look with <see cref="FindAsync"/>. Orders that could not be added are
    /// among <see cref="ListProblemsAsync"/>.
    /// </summary>
    Task<LabelBatch> CreateAsync(BatchRequest request, CancellationToken cancellationToken);

    /// <summary>By our own id; null when there is none.</summary>
    Task<LabelBatch?> FindAsync(string externalId, CancellationToken cancellationToken);

    /// <summary>Null when there is none.</summary>
    Task<LabelBatch?> GetAsync(string batchId, CancellationToken cancellationToken);

    /// <summary>
    /// Starts the purchases. Whether a second start buys again is not known, so it is sent once and every end is a result, as with <see cref="ILabelPurchases.BuyAsync"/>.
    /// </summary>
    Task<BatchStart> ProcessAsync(string batchId, BatchProcess process, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a batch that was not started out of ShipStation's list, so that nobody starts it there. Safe to repeat; one that is unknown is no failure. One that was started is refused
    /// (<see cref="FailureKind.Rejected"/>).
    /// </summary>
    Task ArchiveAsync(string batchId, CancellationToken cancellationToken);

    /// <summary>One page of the labels that the batch bought, oldest first.</summary>
    Task<ShippingPage<LabelRecord>> ListLabelsAsync(string batchId, int page, CancellationToken cancellationToken);

    /// <summary>One page of the orders that could not be added or bought for.</summary>
    Task<ShippingPage<BatchProblem>> ListProblemsAsync(string batchId, int page, CancellationToken cancellationToken);
}
