using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Items;
using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Tests.Core.Rules.Mapping;

/// <summary>Rules out of a seed, of all kinds of source and condition; some make no sense, and a mapping must bear them all the same.</summary>
internal sealed class RandomRules(int seed)
{
    private const int Depth = 3;
    private static readonly string[] s_names = ["gift", "giftMessage", "customerNotes", "odd", "nothing", "upc", "weight", "colour", "weight-grams"];
    private static readonly string[] s_templates =
    [
        "{orderNumber}", "{custom.gift} of {orderValue:money}", "{country}/{location}/{store}", "{/note} {custom.nothing}", "{placedAt:day}", "{shared.s}", "{sku} {units} {name:upper}",
        "{attribute.upc}"
    ];
    private static readonly string[] s_slices = ["^(.)", "[0-9]+", "(a|b)+", ".*", "x$"];
    private static readonly string[] s_formats = ["text", "trim", "upper", "lower", "first-line", "digits", "date", "day", "boolean", "number", "money", "enum-key", "enum-label", "localized"];
    private readonly Random _random = new(seed);

    public void Fill(MappingRules rules)
    {
        rules.Shared["s"] = Fill(new ValueSource(), 1, line: true);
        rules.Order.CustomField3 = Field();
        rules.Order.CustomerNotes = Field();
        rules.Order.PaymentMethod = Field();
        if (Chance(3)) rules.Order.Gift = Field();
        if (Chance(3)) rules.Order.Source = Field(MissingChoice.Hold);
        rules.Items.Name = Field(line: true);
        if (Chance(2)) rules.Items.WarehouseLocation = Field(MissingChoice.Default, line: true);
        if (Chance(2)) rules.Items.Weight = Weight();
        rules.Items.Options =
        [
            new ItemOptionRule { Name = "*", Value = new() { Attribute = Pick(["*", "w*"]) }, Except = ["colour"] }, new ItemOptionRule { Name = "All *", Value = new() { CustomField = "*", OfOrder = Chance(2) } },
            new ItemOptionRule { Name = "Made", Value = Field(line: true) }
        ];
        rules.Tags.Rules = [new() { When = Condition(), TagIds = [_random.Next(1, 9)] }];
    }

    public Condition Condition(int depth = 0)
    {
        var condition = new Condition();
        do
        {
            switch (_random.Next(depth < Depth ? 22 : 19))
            {
                case 0: condition.MinOrderValue = _random.Next(0, 300); break;
                case 1: condition.MaxOrderValue = _random.Next(0, 300); break;
                case 2: condition.MinWeightGrams = _random.Next(0, 3000); break;
                case 3: condition.MaxWeightGrams = _random.Next(0, 3000); break;
                case 4: condition.Skus = [Pick(["*", "M*", "?", "A"])]; break;
                case 5: condition.Countries = [Pick(["US", "DE"])]; break;
                case 6: condition.Regions = [Pick(["OR", "N*", "*"])]; break;
                case 7: condition.PostalPrefixes = [Pick(["9", "1"])]; break;
                case 8: condition.ShippingMethods = [Pick(["S*", "*"])]; break;
                case 9: condition.Attribute = FieldOf(); break;
                case 10: condition.CustomField = FieldOf(); break;
                case 11: condition.FreeGift = Chance(2); break;
                case 12: condition.Locations = [Pick(["east", "west"])]; break;
                case 13: condition.PlacedOn = [(DayOfWeek)_random.Next(7)]; break;
                case 14: (condition.PlacedAfter, condition.PlacedBefore) = (new TimeOnly(_random.Next(24), 0), new TimeOnly(_random.Next(24), 30)); break;
                case 15: (condition.CustomerGroups, condition.BusinessUnits) = (["*"], ["a*"]); break;
                case 16: (condition.Stores, condition.LineStates, condition.ProductTypes, condition.Slugs) = (["us"], ["*"], ["*"], ["g*"]); break;
                case 17: (condition.PlacedFrom, condition.PlacedUntil, condition.TimeZone) = (new DateOnly(2026, _random.Next(1, 7), 1), new DateOnly(2026, _random.Next(7, 13), 1), Pick(["UTC", "Europe/Berlin"])); break;
                case 18: condition.SupplyChannels = [Pick(["east", "*"])]; break;
                case 19: condition.Not = Condition(depth + 1); break;
                case 20: condition.Any = [Condition(depth + 1), Condition(depth + 1)]; break;
                default: condition.All = [Condition(depth + 1), Condition(depth + 1)]; break;
            }
        }
        while (Chance(3));
        return condition;
    }

    private FieldSource Field(MissingChoice missing = MissingChoice.Leave, bool line = false)
    {
        var field = Fill(new FieldSource(), 0, line);
        if (Chance(3)) field.Fallbacks.Add(Fill(new ValueSource(), 1, line));
        if (Chance(3)) (field.WhenMissing, field.Default) = (missing, missing == MissingChoice.Default ? "default" : null);
        return field;
    }

    private FieldSource Weight() => new()
    {
        When =
        [
            new() { If = Condition(), Constant = $"{_random.Next(1, 900)} g", Unit = "stated" },
            new() { Attribute = Pick(["weight-grams", "weight"]), Unit = "g", Times = _random.Next(1, 30) / 10m, Plus = $"{_random.Next(1, 90)} {Pick(WeightUnits)}", PlusPer = (PlusChoice)_random.Next(2) }
        ]
    };

    private static readonly string[] WeightUnits = ["g", "oz", "lb"];

    private T Fill<T>(T source, int depth, bool line) where T : ValueSource
    {
        switch (_random.Next(depth < Depth ? 8 : 5))
        {
            case 0: source.Pointer = Pick(["/note", "/day", "/nothing"]); break;
            case 1: source.CustomField = Pick(s_names); break;
            case 2 when line: source.Attribute = Pick(s_names); break;
            case 2 or 3: source.Constant = Pick(["a", "  b  ", "12.5", "😀"]); break;
            case 4: (source.Template, source.WhenPartMissing) = (Pick(s_templates), (PartMissingChoice)_random.Next(2)); break;
            case 5: source.Lookup = new LookupSource { Of = Fill(new ValueSource(), depth + 1, line), Table = { ["a"] = "A", ["true"] = "yes", ["US"] = "here" }, Default = Chance(2) ? "other" : null }; if (Chance(3)) (source.Lookup.Table, source.Lookup.Csv) = (new Dictionary<string, string>(), "a,A\ntrue;yes\n"); break;
            case 6: source.Shared = "s"; return source;
            default: source.When = [Case(depth, line), Case(depth, line)]; return source;
        }
        if (Chance(3)) source.Format = Pick(s_formats);
        if (Chance(4)) source.Slice = Pick(s_slices);
        if (Chance(5)) (source.Times, source.Plus, source.Decimals) = (_random.Next(1, 50) / 10m, "0.05", Chance(2) ? _random.Next(4) : null);
        return source;
    }

    private SourceCase Case(int depth, bool line)
    {
        var one = Fill(new SourceCase(), depth + 1, line);
        one.If = Condition();
        return one;
    }

    private FieldCondition FieldOf() => new FieldCondition { Name = Pick(s_names), Is = Chance(2) ? [Pick(["true", "0", "a"])] : [] }.WithValues(Chance(4) ? Pick(["*", "a*"]) : null);

    private string Pick(string[] items) => items[_random.Next(items.Length)];

    private bool Chance(int one) => _random.Next(one) == 0;
}

internal static class RandomConditions
{
    /// <summary>Values, where it has no Is.</summary>
    public static FieldCondition WithValues(this FieldCondition condition, string? value)
    {
        if (value is not null && condition.Is.Count == 0) condition.Values = [value];
        return condition;
    }
}
