using Connector.Core.Model.Orders;
using Connector.Core.Rules.Selection.Conditions;
using Connector.TestSupport;
using Xunit;
using Sample = Connector.Tests.Core.Rules.Selection.Routing.Sample;

namespace Connector.Tests.Core.Rules.Selection.Conditions;

public sealed class CompiledConditionTests
{
    private static readonly OrderLine s_line = Sample.Line("l1", "A-1", 2) with
    {
        ProductTypeKey = "mug", SupplyChannelKey = "west", Slug = null, IsGift = false, States = [new LineState(1, "s-1", "picked")],
        Attributes = Sample.Fields("hazmat", true), CustomFields = Sample.Fields("note", "own")
    };

    private static readonly Order s_order = Sample.Order(s_line, Sample.Line("l2", "B-2", 1) with { IsGift = true }) with
    {
        // A Wednesday, 23:30 in Berlin.
        PlacedAt = new DateTimeOffset(2026, 3, 4, 22, 30, 0, TimeSpan.Zero), StoreKey = "us", CustomerGroupId = "g-1", CustomerGroupKey = "trade", BusinessUnitKey = "acme", Total = A.Usd(100m),
        CustomFields = new Dictionary<string, System.Text.Json.JsonElement>
        {
            ["note"] = Json("order"), ["number"] = Json(5.0m), ["no"] = Json(false), ["tags"] = Json(new[] { "a", "b" }), ["five"] = Json("5")
        }
    };

    public static TheoryData<string, Condition, bool> Cases => new()
    {
        { "any line", new() { Skus = ["B*"] }, true },
        { "no line", new() { Skus = ["C*"] }, false },
        { "product type", new() { ProductTypes = ["mug"] }, true },
        { "supply channel", new() { SupplyChannels = ["east"] }, false },
        { "line state", new() { LineStates = ["pick*"] }, true },
        { "line state by id", new() { LineStates = ["s-1"] }, true },
        { "another line state", new() { LineStates = ["packed"] }, false },
        { "gift", new() { FreeGift = true }, true },
        { "attribute is", new() { Attribute = new() { Name = "hazmat", Is = ["true"] } }, true },
        { "attribute is not", new() { Attribute = new() { Name = "hazmat", Is = ["false"] } }, false },
        { "field of the order", new() { CustomField = new() { Name = "note", Is = ["order"] } }, true },
        { "number", new() { CustomField = new() { Name = "number", Is = ["5"] } }, true },
        { "number as text", new() { CustomField = new() { Name = "five", Is = ["5.00"] } }, true },
        { "another number", new() { CustomField = new() { Name = "number", Is = ["50"] } }, false },
        { "false", new() { CustomField = new() { Name = "no", Is = ["False"] } }, true },
        { "member of a list", new() { CustomField = new() { Name = "tags", Is = ["x", "B"] } }, true },
        { "no pattern", new() { CustomField = new() { Name = "note", Is = ["ord*"] } }, false },
        { "not there", new() { CustomField = new() { Name = "nothing", Is = ["false"] } }, false },
        { "country", new() { Countries = ["us"] }, true },
        { "region", new() { Regions = ["N?"] }, true },
        { "postal prefix", new() { PostalPrefixes = ["100"] }, true },
        { "method", new() { ShippingMethods = ["stand*"] }, true },
        { "store", new() { Stores = ["eu"] }, false },
        { "customer group", new() { CustomerGroups = ["trade"] }, true },
        { "customer group by id", new() { CustomerGroups = ["g-1"] }, true },
        { "business unit", new() { BusinessUnits = ["ac*"] }, true },
        { "value", new() { MinOrderValue = 100m, MaxOrderValue = 100m }, true },
        { "lower value", new() { MaxOrderValue = 99.99m }, false },
        { "weight", new() { MinWeightGrams = 700m, MaxWeightGrams = 700m }, true },
        { "heavier", new() { MinWeightGrams = 701m }, false },
        { "location", new() { Locations = ["EAST"] }, true },
        { "day", new() { PlacedOn = [DayOfWeek.Wednesday] }, true },
        { "day elsewhere", new() { PlacedOn = [DayOfWeek.Thursday], TimeZone = "Asia/Tokyo" }, true },
        { "time", new() { PlacedAfter = new(22, 30), PlacedBefore = new(22, 31) }, true },
        { "end of the time", new() { PlacedBefore = new(22, 30) }, false },
        { "over midnight", new() { PlacedAfter = new(23, 0), PlacedBefore = new(6, 0), TimeZone = "Europe/Berlin" }, true },
        { "dates", new() { PlacedFrom = new(2026, 3, 4), PlacedUntil = new(2026, 3, 4) }, true },
        { "later", new() { PlacedFrom = new(2026, 3, 5) }, false },
        { "earlier", new() { PlacedUntil = new(2026, 3, 3) }, false },
        { "not", new() { Not = new() { Stores = ["eu"] } }, true },
        { "not what holds", new() { Not = new() { Stores = ["us"] } }, false },
        { "not both", new() { Not = new() { Stores = ["us"], Countries = ["DE"] } }, true },
        { "any", new() { Any = [new() { Stores = ["eu"] }, new() { Countries = ["US"] }] }, true },
        { "none of any", new() { Any = [new() { Stores = ["eu"] }, new() { Countries = ["DE"] }] }, false },
        { "all", new() { All = [new() { Stores = ["us"] }, new() { Countries = ["US"] }] }, true },
        { "not all", new() { All = [new() { Stores = ["us"] }, new() { Countries = ["DE"] }] }, false },
        { "any besides others", new() { Stores = ["eu"], Any = [new() { Countries = ["US"] }] }, false }
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_holds_or_not(string situation, Condition condition, bool expected)
    {
        var compiled = CompiledCondition.Compile(condition)!;

        Assert.True(expected == compiled.Holds(Facts(null)), $"{situation}: {compiled}");
        // Not of not is the same.
        Assert.Equal(expected, CompiledCondition.Compile(new Condition { Not = new() { Not = condition } })!.Holds(Facts(null)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_not_known_holds_for_nothing(string situation, Condition condition, bool expected)
    {
        _ = expected;
        if (condition.Not is null) Assert.False(CompiledCondition.Compile(condition)!.Holds(default), situation);
    }

    [Fact]
    public void A_line_is_asked_by_itself_and_its_own_field_comes_first()
    {
        Assert.False(CompiledCondition.Compile(new Condition { Skus = ["B*"] })!.Holds(Facts(s_line)));
        Assert.True(CompiledCondition.Compile(new Condition { CustomField = new() { Name = "note", Is = ["own"] } })!.Holds(Facts(s_line)));
        Assert.True(CompiledCondition.Compile(new Condition { CustomField = new() { Name = "five" } })!.Holds(Facts(s_line)));
        Assert.True(CompiledCondition.Compile(new Condition { FreeGift = false })!.Holds(Facts(s_line)));
    }

    [Fact]
    public void It_says_what_holds_and_what_does_not()
    {
        var condition = CompiledCondition.Compile(new Condition { Countries = ["US", "CA"], Not = new() { Stores = ["us"] }, Any = [new() { Skus = ["A*"] }, new() { MinOrderValue = 5m }] })!;

        Assert.Equal("country is US or CA and (SKU is A* or order value is 5 or more) and not (store is us)", condition.ToString());
        Assert.Equal("is excluded: store is us", condition.Refusals.ElementAt(condition.FailedTest(Facts(null))));
    }

    [Fact]
    public void Asking_allocates_nothing()
    {
        var condition = CompiledCondition.Compile(new Condition { Countries = ["US"], Skus = ["A*"], Not = new() { Stores = ["eu"] }, Any = [new() { MinOrderValue = 500m }, new() { ProductTypes = ["mug"] }] })!;
        var facts = Facts(null);
        Assert.True(condition.Holds(facts));
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++) condition.Holds(facts);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100);
    }

    private static ConditionFacts Facts(OrderLine? line) => new()
    {
        Order = s_order, Line = line, LocationKey = "east", Country = "US", State = "NY", PostalCode = "10001", Shipping = s_order.Shippings[0], Grams = 700m
    };

    private static System.Text.Json.JsonElement Json(object value) => System.Text.Json.JsonSerializer.SerializeToElement(value);
}
