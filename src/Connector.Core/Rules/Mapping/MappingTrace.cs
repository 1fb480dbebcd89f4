using System.Globalization;
using Connector.Core.Rules.Mapping.Services;

namespace Connector.Core.Rules.Mapping;

/// <summary>Where values came from, noted while an order is mapped for someone who asked.</summary>
internal sealed class MappingTrace
{
    private readonly Dictionary<(string Group, string Field), string> _origins = [];
    private string _group = "";

    /// <summary>Index of the item being mapped, so that "Items[]" fields can be distinguished.</summary>
    public int Item { get; set; }

    public void BeginGroup(string groupKey) => _group = groupKey;

    public void Say(string field, string origin) => _origins[(_group, At(field, Item))] = origin;

    /// <summary>The rule that chose the service is behind five fields.</summary>
    public void SayService(ServiceChoice choice)
    {
        if (choice.Rule is not { } rule) return;
        foreach (var field in (ReadOnlySpan<string>)["RequestedService", "CarrierCode", "ServiceCode", "PackageCode", "Confirmation"]) Say(field, $"rule {rule}");
    }

    /// <param name="currency">Of all amounts.</param>
    public GroupExplanation Explain(MappedOrder mapped, string currency)
    {
        var fields = new List<FieldExplanation>();
        foreach (var target in TargetFields.All)
        {
            var count = target.Count(mapped.Order);
            for (var i = 0; i < count; i++)
            {
                var name = At(target.Name, i);
                var origin = _origins.GetValueOrDefault((mapped.Group.GroupKey, name), target.Origin);
                fields.Add(new FieldExplanation(name, target.Text(mapped.Order, i), origin) { Currency = AmountFields.IsOne(name) ? currency : null });
            }
        }
        return new GroupExplanation(mapped.Group.GroupKey, fields);
    }

    private static string At(string field, int item) => field.Replace("[]", string.Create(CultureInfo.InvariantCulture, $"[{item}]"), StringComparison.Ordinal);
}
