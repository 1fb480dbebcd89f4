namespace Connector.Core.Flows.Push;

/// <summary>
/// Who wants to know that orders are through the push. What becomes of them then is another flow's business: the engine connects the two (docs/architecture.md). The
/// same order twice is harmless.
/// </summary>
internal interface ISettledOrders
{
    /// <summary>Before the messages are settled: a failure here brings them back.</summary>
    Task TakeAsync(IReadOnlyList<SettledOrder> orders, CancellationToken cancellationToken);
}
