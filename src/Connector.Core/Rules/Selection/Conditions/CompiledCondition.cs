using System.Globalization;
using System.Text.Json;
using Connector.Core.Model.Orders;

namespace Connector.Core.Rules.Selection.Conditions;

internal delegate bool ConditionTest(in ConditionFacts facts);

/// <summary>A condition made ready: the tests it needs, each with its words, written once and shared by all orders. Evaluation allocates nothing.</summary>
internal sealed class CompiledCondition
{
    private readonly List<(ConditionTest Holds, string Words, string Otherwise)> _tests = [];

    private CompiledCondition(Condition condition)
    {
        AddLineTests(condition);
        AddAddressTests(condition);
        AddOrderTests(condition);
        AddTimeTests(condition);
        foreach (var inner in condition.All) _tests.AddRange(new CompiledCondition(inner)._tests);
        if (condition.Any.Count > 0) AddAny([.. condition.Any.Select(static c => new CompiledCondition(c))]);
        if (condition.Not is { } not) AddNot(new CompiledCondition(not));
    }

    public static CompiledCondition? Compile(Condition? condition) => condition is null ? null : new CompiledCondition(condition);

    /// <summary>With the short form.</summary>
    public static CompiledCondition Compile(OrderCondition condition)
    {
        var compiled = new CompiledCondition(condition);
        if (condition.Field is { } field) compiled.AddField(field);
        return compiled;
    }

    public bool Holds(in ConditionFacts facts) => FailedTest(facts) < 0;

    /// <summary>By test, what does not hold when it fails.</summary>
    public IEnumerable<string> Refusals => _tests.Select(static t => t.Otherwise);

    /// <summary>Index of the first test that does not hold; -1 when all do.</summary>
    public int FailedTest(in ConditionFacts facts)
    {
        for (var i = 0; i < _tests.Count; i++)
        {
            if (!_tests[i].Holds(facts)) return i;
        }
        return -1;
    }

    /// <summary>What holds when it holds.</summary>
    public override string ToString() => string.Join(" and ", _tests.Select(static t => t.Words));

    private void AddLineTests(Condition c)
    {
        Add(c.Locations, "location", static (in facts, keys) => IsAny(facts.LocationKey, keys));
        AddLine(c.SupplyChannels, "supply channel", static (line, keys) => Pattern.MatchesEither(line.SupplyChannelKey, line.SupplyChannelId, keys));
        AddLine(c.Skus, "SKU", static (line, skus) => line.Sku is { } sku && Pattern.MatchesAny(sku, skus));
        AddLine(c.Slugs, "slug", static (line, slugs) => line.Slug is { } slug && Pattern.MatchesAny(slug, slugs));
        AddLine(c.ProductTypes, "product type", static (line, types) => Pattern.MatchesEither(line.ProductTypeKey, line.ProductTypeId, types));
        AddLine(c.LineStates, "line state", static (line, states) => HasState(line, states));
        if (c.FreeGift is { } gift) Add((in f) => AnyLine(f, gift, static (line, wanted) => line.IsGift == wanted), gift ? "a free gift" : "no free gift", gift ? "is no free gift" : "is a free gift");
        if (c.Attribute is { } attribute)
        {
            Add((in f) => AnyLine(f, attribute, static (line, a) => a.Holds(line.Attributes)), $"attribute {attribute.Describe()}", $"not so: attribute {attribute.Describe()}");
        }
        if (c.CustomField is { } field) AddField(field);
    }

    private void AddField(FieldCondition field) =>
        Add((in f) => Fields(f, field.Name) is { } fields && field.Holds(fields), $"custom field {field.Describe()}", $"not so: custom field {field.Describe()}");

    private void AddAddressTests(Condition c)
    {
        Add(c.Countries, "country", static (in f, list) => IsAny(f.Country, list));
        Add(c.Regions, "region", static (in f, list) => Pattern.MatchesEither(f.State, f.Region, list) || Matches(f.OtherState, list));
        Add([.. c.PostalPrefixes.Select(Plain)], "postal code", static (in f, list) => StartsWithAny(f.PostalCode, list));
        Add(c.ShippingMethods, "shipping method", static (in f, list) => Pattern.MatchesEither(f.Shipping?.MethodKey, f.Shipping?.MethodName, list));
    }

    private void AddOrderTests(Condition c)
    {
        Add(c.Stores, "store", static (in f, list) => Matches(f.Order?.StoreKey, list));
        Add(c.CustomerGroups, "customer group", static (in f, list) => Pattern.MatchesEither(f.Order?.CustomerGroupKey, f.Order?.CustomerGroupId, list));
        Add(c.BusinessUnits, "business unit", static (in f, list) => Matches(f.Order?.BusinessUnitKey, list));
        if (c.MinOrderValue is { } least) Add((in f) => f.Order?.Total.Amount >= least, Text($"order value is {least} or more"), Text($"order value is below {least}"));
        if (c.MaxOrderValue is { } most) Add((in f) => f.Order?.Total.Amount <= most, Text($"order value is {most} or less"), Text($"order value is above {most}"));
        if (c.MinWeightGrams is { } light) Add((in f) => f.Grams >= light, Text($"weight is {light} g or more"), Text($"weight is unknown or below {light} g"));
        if (c.MaxWeightGrams is { } heavy) Add((in f) => f.Grams <= heavy, Text($"weight is {heavy} g or less"), Text($"weight is unknown or above {heavy} g"));
    }

    /// <summary>When the order was placed, not the present time: the same order would become another one by waiting.</summary>
    private void AddTimeTests(Condition c)
    {
        var zone = c.TimeZone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) ? found : TimeZoneInfo.Utc;
        if (c.PlacedOn.Count > 0)
        {
            var days = string.Join(" or ", c.PlacedOn);
            Add((in f) => f.Order is { } order && c.PlacedOn.Contains(Placed(order, zone).DayOfWeek), $"placed on {days}", $"not placed on {days}");
        }
        if (c.PlacedAfter is not null || c.PlacedBefore is not null)
        {
            var (from, to) = (c.PlacedAfter ?? TimeOnly.MinValue, c.PlacedBefore);
            var words = Text($"between {from:HH\\:mm} and {to ?? TimeOnly.MinValue:HH\\:mm}");
            Add((in f) => f.Order is { } order && IsBetween(TimeOnly.FromDateTime(Placed(order, zone).DateTime), from, to), $"placed {words}", $"not placed {words}");
        }
        if (c.PlacedFrom is { } first) Add((in f) => f.Order is { } order && Day(order, zone) >= first, Text($"placed on {first:yyyy-MM-dd} or later"), Text($"placed before {first:yyyy-MM-dd}"));
        if (c.PlacedUntil is { } last) Add((in f) => f.Order is { } order && Day(order, zone) <= last, Text($"placed on {last:yyyy-MM-dd} or earlier"), Text($"placed after {last:yyyy-MM-dd}"));
    }

    private void AddAny(CompiledCondition[] any)
    {
        var words = $"({string.Join(" or ", any.Select(static c => c.ToString()))})";
        Add((in f) => HoldsAny(f, any), words, $"not so: {words}");
    }

    private void AddNot(CompiledCondition not) => Add((in f) => !not.Holds(f), $"not ({not})", $"is excluded: {not}");

    private delegate bool ListTest(in ConditionFacts facts, IList<string> values);

    private void Add(IList<string> values, string what, ListTest holds)
    {
        if (values.Count == 0) return;
        var list = string.Join(" or ", values);
        Add((in f) => holds(f, values), $"{what} is {list}", $"{what} is not {list}");
    }

    private void AddLine(IList<string> values, string what, Func<OrderLine, IList<string>, bool> holds)
    {
        if (values.Count == 0) return;
        var list = string.Join(" or ", values);
        Add((in f) => AnyLine(f, values, holds), $"{what} is {list}", $"{what} is not {list}");
    }

    private void Add(ConditionTest holds, string words, string otherwise) => _tests.Add((holds, words, otherwise));

    private static bool AnyLine<T>(in ConditionFacts facts, T state, Func<OrderLine, T, bool> holds)
    {
        if (facts.Line is { } line) return holds(line, state);
        if (facts.Lines is { } part)
        {
            for (var i = 0; i < part.Count; i++)
            {
                if (holds(part[i].Line, state)) return true;
            }
            return false;
        }
        if (facts.Order?.Lines is not { } lines) return false;
        for (var i = 0; i < lines.Count; i++)
        {
            if (holds(lines[i], state)) return true;
        }
        return false;
    }

    private static bool HoldsAny(in ConditionFacts facts, CompiledCondition[] any)
    {
        foreach (var condition in any)
        {
            if (condition.Holds(facts)) return true;
        }
        return false;
    }

    private static IReadOnlyDictionary<string, JsonElement>? Fields(in ConditionFacts facts, string name) =>
        facts.Line is { } line && (facts.Order is null || line.CustomFields.ContainsKey(name)) ? line.CustomFields : facts.Order?.CustomFields;

    private static bool HasState(OrderLine line, IList<string> states)
    {
        for (var i = 0; i < line.States.Count; i++)
        {
            if (line.States[i].Quantity > 0 && Pattern.MatchesEither(line.States[i].StateKey, line.States[i].StateId, states)) return true;
        }
        return false;
    }

    private static bool StartsWithAny(string? postalCode, IList<string> prefixes)
    {
        if (string.IsNullOrWhiteSpace(postalCode)) return false;
        var plain = Plain(postalCode);
        for (var i = 0; i < prefixes.Count; i++)
        {
            if (plain.StartsWith(prefixes[i], StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    private static string Plain(string code) => code.Contains(' ', StringComparison.Ordinal) ? code.Replace(" ", "", StringComparison.Ordinal) : code;

    private static bool Matches(string? text, IList<string> patterns) => text is not null && Pattern.MatchesAny(text, patterns);

    private static bool IsAny(string? value, IList<string> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].Equals(value, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    private static DateTimeOffset Placed(Order order, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(order.PlacedAt, zone);

    private static DateOnly Day(Order order, TimeZoneInfo zone) => DateOnly.FromDateTime(Placed(order, zone).DateTime);

    private static bool IsBetween(TimeOnly time, TimeOnly from, TimeOnly? to) => to is { } end ? time.IsBetween(from, end) : time >= from;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
