namespace Connector.Simulators.ShipStation.Labels;

/// <summary>Orders whose last purchase ended in a response that proves nothing, and that nobody has looked at since.</summary>
internal sealed class UnknownOutcomes
{
    private readonly HashSet<long> _orders = [];

    public void Add(long orderId) => _orders.Add(orderId);

    public bool Contains(long orderId) => _orders.Contains(orderId);

    /// <summary>Somebody looked for the order's labels; null: for all labels.</summary>
    public void Looked(long? orderId)
    {
        if (orderId is { } one) _orders.Remove(one);
        else _orders.Clear();
    }

    public void Clear() => _orders.Clear();
}
