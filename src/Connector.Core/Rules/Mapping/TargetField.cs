using System.Collections;
using System.Globalization;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Rules.Mapping;

/// <summary>One field of the shipping order: a row of docs/mapping.md.</summary>
internal sealed class TargetField
{
    private readonly Func<ShippingOrder, int, object?> _value;
    private readonly Func<ShippingOrder, int> _count;

    /// <param name="origin">Where the value comes from when no rule says otherwise.</param>
    public TargetField(string name, string origin, Func<ShippingOrder, object?> value)
    {
        Name = name;
        Origin = origin;
        _value = (order, _) => value(order);
        _count = _ => 1;
    }

    private TargetField(string name, string origin, Func<ShippingOrder, int, object?> value, Func<ShippingOrder, int> count)
    {
        Name = name;
        Origin = origin;
        _value = value;
        _count = count;
    }

    public string Name { get; }
    public string Origin { get; }

    public static TargetField ForItem(string name, string origin, Func<ShippingItem, object?> value) =>
        new($"Items[].{name}", origin, (order, i) => value(order.Items[i]), order => order.Items.Count);

    public static TargetField ForCustoms(string name, string origin, Func<CustomsItem, object?> value) =>
        new($"Customs.Items[].{name}", origin, (order, i) => value(order.Customs!.Items[i]), order => order.Customs?.Items.Count ?? 0);

    public static IEnumerable<TargetField> ForAddress(string name, Func<ShippingOrder, ShippingAddress> address) =>
    [
        new($"{name}.Name", "first and last name", o => address(o).Name),
        new($"{name}.Company", "company and department", o => address(o).Company),
        new($"{name}.Street1", "street, number, additions", o => address(o).Street1),
        new($"{name}.Street2", "street, number, additions", o => address(o).Street2),
        new($"{name}.Street3", "street, number, additions", o => address(o).Street3),
        new($"{name}.City", "city", o => address(o).City),
        new($"{name}.State", "state, else region", o => address(o).State),
        new($"{name}.PostalCode", "postal code", o => address(o).PostalCode),
        new($"{name}.Country", "country", o => address(o).Country),
        new($"{name}.Phone", "phone, else mobile", o => address(o).Phone),
        new($"{name}.Residential", "not sent", o => address(o).Residential)
    ];

    /// <summary>How often the field is in the order: once, or once for each item.</summary>
    public int Count(ShippingOrder order) => _count(order);

    /// <summary>For people; null when it is empty.</summary>
    public string? Text(ShippingOrder order, int index) => Text(_value(order, index));

    private static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        bool yes => yes ? "yes" : "no",
        DateTimeOffset at => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Weight weight => string.Create(CultureInfo.InvariantCulture, $"{weight.Value} {weight.Unit}"),
        Dimensions size => string.Create(CultureInfo.InvariantCulture, $"{size.Length} x {size.Width} x {size.Height} {size.Unit}"),
        ItemOption option => $"{option.Name}: {option.Value}",
        IEnumerable list => string.Join(", ", list.Cast<object?>().Select(Text)) is { Length: > 0 } joined ? joined : null,
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()
    };
}
