using System.Text.Json;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Http;
using Connector.Simulators.ShipStation.Orders;

namespace Connector.Simulators.ShipStation.Control;

/// <summary>The body of a control call. Everything that cannot be read or found is a <see cref="ControlException"/>.</summary>
internal sealed class ControlBody
{
    private readonly JsonView _view;
    private readonly BindingErrors _errors = new();
    private readonly JsonElement _body;

    public ControlBody(JsonElement body)
    {
        if (body.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined)) throw new ControlException(400, "The body must be a JSON object.");
        _body = body;
        _view = new JsonView(body, "", _errors);
    }

    public string? Text(string name) => Checked(_view.Text(name));

    public long? Integer(string name) => Checked(_view.Integer(name));

    public decimal? Number(string name) => Checked(_view.Number(name));

    public bool? Flag(string name) => Checked(_view.Flag(name));

    public DateOnly? Day(string name) => Checked(_view.Day(name));

    public Weight? Weight(string name) => Checked(PartsBinder.Weight(_view.Object(name)));

    public Dimensions? Dimensions(string name) => Checked(PartsBinder.Dimensions(_view.Object(name)));

    public JsonElement Member(string name) => _body.ValueKind == JsonValueKind.Object && _body.TryGetProperty(name, out var member) ? member : default;

    /// <summary>
    /// The orders that orderId, orderKey or orderNumber name: parts split off one share its key, and are found by the number of their origin as well.
    /// At least one.
    /// </summary>
    public IReadOnlyList<OrderRecord> Orders(ShipStationAccount account)
    {
        if (Integer("orderId") is { } id) return account.Orders.Find(id) is { } one ? [one] : throw new ControlException(404, $"There is no order {id}.");
        if (Text("orderKey") is { } key) return Some(account.Orders.All.Where(order => order.OrderKey == key), key);
        if (Text("orderNumber") is not { } number) throw new ControlException(400, "Name an orderId, an orderKey or an orderNumber.");
        return Some(account.Orders.StartingWith(number).Where(order => IsNumbered(account, order, number)), number);
    }

    /// <summary>One order: of several, the first that is still open.</summary>
    public OrderRecord Order(ShipStationAccount account)
    {
        var orders = Orders(account);
        return orders.FirstOrDefault(static order => OrderStatus.IsOpen(order.Status)) ?? orders[0];
    }

    /// <summary>Lines of the order with quantities; null when the body names none.</summary>
    public IReadOnlyList<(OrderItem Item, int Quantity)>? Items(OrderRecord order)
    {
        if (Member("items").ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) return null;
        var asked = Checked(_view.Array("items", static item => (Key: item.Text("lineItemKey"), Sku: item.Text("sku"), Quantity: item.Whole("quantity"))));
        return [.. asked.Select(row => (Find(order, row.Key, row.Sku), row.Quantity ?? 1))];
    }

    /// <summary>Whether the order has all lines that the body names.</summary>
    public bool FitsItems(OrderRecord order)
    {
        if (Member("items").ValueKind != JsonValueKind.Array) return true;
        var asked = Checked(_view.Array("items", static item => (Key: item.Text("lineItemKey"), Sku: item.Text("sku"))));
        return asked.All(row => order.Items.Exists(item => Is(item, row.Key, row.Sku)));
    }

    private static OrderItem Find(OrderRecord order, string? key, string? sku) =>
        order.Items.Find(item => Is(item, key, sku)) ?? throw new ControlException(404, $"Order {order.OrderNumber} has no line '{key ?? sku}'.");

    private static bool Is(OrderItem item, string? key, string? sku) => key is not null ? item.Draft.LineItemKey == key : sku is not null && item.Draft.Sku == sku;

    private static bool IsNumbered(ShipStationAccount account, OrderRecord order, string number)
    {
        for (var up = order; up is not null; up = up.ParentId is { } parent ? account.Orders.Find(parent) : null)
            if (string.Equals(up.OrderNumber, number, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private static List<OrderRecord> Some(IEnumerable<OrderRecord> orders, string name)
    {
        var found = orders.OrderBy(static order => order.OrderId).ToList();
        return found.Count > 0 ? found : throw new ControlException(404, $"There is no order '{name}'.");
    }

    private T Checked<T>(T value) =>
        _errors.Any ? throw new ControlException(400, string.Join(' ', _errors.ByPath.Select(row => $"{row.Key}: {string.Join(' ', row.Value)}"))) : value;
}
