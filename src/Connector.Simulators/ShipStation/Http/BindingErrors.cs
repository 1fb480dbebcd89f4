namespace Connector.Simulators.ShipStation.Http;

/// <summary>What did not fit the expected types, by the path under which the service reports it ("apiOrders[3].items[0].quantity").</summary>
internal sealed class BindingErrors
{
    private readonly Dictionary<string, List<string>> _byPath = new(StringComparer.Ordinal);

    public bool Any => _byPath.Count > 0;
    public IEnumerable<KeyValuePair<string, List<string>>> ByPath => _byPath;

    public void Add(string path, string message)
    {
        if (_byPath.TryGetValue(path, out var messages)) messages.Add(message);
        else _byPath.Add(path, [message]);
    }
}
