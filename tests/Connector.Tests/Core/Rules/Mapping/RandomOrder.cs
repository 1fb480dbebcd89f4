using System.Text.Json;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Items;
using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Selection;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Tests.Core.Rules.Mapping;

/// <summary>An order, its plan and rules from a seed: every currency, nasty texts, discounts, returns, several groups and addresses.</summary>
internal sealed class RandomOrder
{
    private static readonly string[] s_texts =
    [
        "Mug", "  blanks  ", "Salt &amp; Pepper", "a\u0000b\u0007c", "\uD83D", "x\uDE00y", "😀😀😀", "\u202Ertl", "line\r\nbreak\n\n\nend", "&#7;&#x1F600;", "<b>&lt;</b>",
        "ÄÖÜ ß", "日本語の名前", "", " ", "\t", "'; DROP TABLE", "{\"json\":1}", "O'Neil-Smythe", "1/2 Alder Way"
    ];

    private static readonly (string Code, int Digits)[] s_currencies = [("USD", 2), ("EUR", 2), ("JPY", 0), ("KWD", 3), ("GBP", 2)];

    private static readonly IReadOnlyDictionary<string, JsonElement>[] s_attributes =
    [
        Order.NoFields,
        Sample.Attributes(("weight-grams", "0")),
        Sample.Attributes(("weight", "\"1,5 kg\""), ("colour", "{}")),
        Sample.Attributes(("weight-kg", "99999"), ("upc", "[1,[2,[3,[4,[5,[6]]]]]]")),
        Sample.Attributes(("weight-grams", "12.5"), ("upc", "\"012345678905\"")),
        Sample.Attributes(("weight-oz", "3"), ("gtin", "\"4006381333931\"")),
        Sample.Attributes(("weight-grams", "4999"), ("hs-code", "\"6912.00\""), ("country-of-origin", "\"pt\""))
    ];

    private static readonly JsonElement[] s_documents =
    [
        default,
        Sample.Json("""{ "note": "\ud800", "\ud801": 1, "list": [1, null, {}] }"""),
        Sample.Json("""{ "note": "hello", "day": "2026-13-45" }""")
    ];

    private static readonly JsonElement s_yes = Sample.Json("true");
    private static readonly JsonElement s_maybe = Sample.Json("\"maybe\"");

    private readonly Random _random;
    private readonly string _currency;
    private readonly int _digits;

    private RandomOrder(int seed)
    {
        Seed = seed;
        _random = new Random(seed);
        (_currency, _digits) = s_currencies[_random.Next(s_currencies.Length)];
        Order = MakeOrder();
        Plan = MakePlan();
        Rules = MakeRules();
    }

    public int Seed { get; }
    public Order Order { get; }
    public RoutePlan Plan { get; }
    public ConnectorRules Rules { get; }

    public static RandomOrder From(int seed) => new(seed);

    private decimal Unit => _digits == 0 ? 1m : _digits == 2 ? 0.01m : 0.001m;

    private Money Amount(decimal units) => new(units * Unit, _currency, _digits);

    private bool Chance(int percent) => _random.Next(100) < percent;

    private Order MakeOrder()
    {
        var included = Chance(50);
        var taxed = Chance(80);
        var rate = taxed ? _random.Next(0, 2500) / 10000m : 0m;
        var lines = Enumerable.Range(0, _random.Next(1, 9)).Select(i => MakeLine(i, included, taxed, rate)).ToArray();
        var shippings = Enumerable.Range(0, Chance(80) ? 1 : _random.Next(0, 4)).Select(i => MakeShipping(i, included, taxed, rate)).ToArray();
        var total = lines.Sum(l => l.Total?.Amount ?? 0m) + shippings.Sum(s => s.Price.Amount);
        var discount = Chance(20) ? decimal.Round(Math.Max(total, 0m) * _random.Next(1, 60) / 100m, _digits) : 0m;
        var net = lines.Sum(l => l.Taxed?.Net.Amount ?? 0m) + shippings.Sum(s => s.Taxed?.Net.Amount ?? 0m);
        var gross = lines.Sum(l => l.Taxed?.Gross.Amount ?? 0m) + shippings.Sum(s => s.Taxed?.Gross.Amount ?? 0m);
        var grossDiscount = included ? discount : decimal.Round(discount * (1m + rate), _digits);
        var addresses = Chance(15) ? Enumerable.Range(0, _random.Next(1, 4)).Select(i => MakeAddress() with { Key = $"a{i}" }).ToArray() : [];
        // Some documents contradict themselves.
        var nonsense = Chance(5) ? _random.Next(-5000, 5000) * Unit : 0m;
        return new Order
        {
            Id = $"{_random.Next():x8}-0000-4000-8000-{_random.Next():x12}",
            Version = 1,
            Number = Chance(10) ? null : Chance(5) ? new string('9', _random.Next(40, 60)) : $"N-{_random.Next()}",
            PlacedAt = DateTimeOffset.UnixEpoch.AddSeconds(_random.Next()),
            LastModifiedAt = DateTimeOffset.UnixEpoch.AddSeconds(_random.Next()),
            State = OrderState.Open,
            PaymentState = (PaymentState)_random.Next(0, 7),
            CustomerEmail = Text(),
            CustomerId = Text(),
            Locale = Chance(50) ? "en-US" : Text(),
            PurchaseOrderNumber = Text(),
            PaymentMethod = Text(),
            Total = new Money(total - discount + nonsense, _currency, _digits),
            Taxed = taxed ? new TaxedTotal(Exactly(net - discount), Exactly(gross - grossDiscount), null) : null,
            DiscountOnTotal = discount == 0m ? null : Exactly(discount),
            ShippingAddress = Chance(95) ? MakeAddress() : null,
            BillingAddress = Chance(80) ? MakeAddress() : null,
            ItemAddresses = addresses,
            SeveralShippings = shippings.Length > 1,
            Shippings = shippings,
            Lines = lines,
            Returns = Chance(25) ? MakeReturns(lines) : [],
            CustomFields = MakeFields(),
            Document = OrderDocument.From(Document())
        };
    }

    private Money Exactly(decimal amount) => new(amount, _currency, _digits);

    private OrderLine MakeLine(int index, bool included, bool taxed, decimal rate)
    {
        var quantity = Chance(95) ? _random.Next(1, 25) : _random.Next(0, 500);
        var custom = Chance(20);
        var gift = !custom && Chance(8);
        var price = gift ? 0m : _random.Next(0, Chance(90) ? 9_999 : 99_999);
        var units = decimal.Round(price * quantity * _random.Next(40, 101) / 100m, 0);
        if (custom && Chance(30)) units = -units / 3;
        units = decimal.Round(units, 0);
        var total = Amount(units);
        var gross = included ? total.Amount : decimal.Round(total.Amount * (1m + rate), _digits);
        var net = included ? decimal.Round(total.Amount / (1m + rate), _digits) : total.Amount;
        return new OrderLine
        {
            Id = Chance(98) ? $"{index:x8}-0000-4000-8000-000000000000" : "",
            Key = Chance(30) ? $"k{index}" : null,
            Kind = custom ? LineKind.Custom : LineKind.Product,
            Slug = custom ? Text() : null,
            Sku = custom ? null : Text(),
            VariantKey = Text(),
            ProductId = "p1",
            Names = new Dictionary<string, string> { ["en-US"] = Text() ?? "", ["de"] = Text() ?? "" },
            Quantity = quantity,
            UnitPrice = Amount(price),
            Total = Chance(97) || custom || taxed ? total : null,
            Taxed = taxed ? new TaxedTotal(Exactly(net), Exactly(gross), null) : null,
            TaxIncluded = included,
            IsGift = gift,
            ImageUrls = Chance(30) ? [Text() ?? "", "https://img.example.com/1"] : [],
            Attributes = MakeAttributes(),
            CustomFields = Chance(20) ? Sample.Attributes(("parentLineKey", $"\"k{_random.Next(0, 8)}\"")) : Order.NoFields
        };
    }

    private OrderShipping MakeShipping(int index, bool included, bool taxed, decimal rate)
    {
        var price = Amount(_random.Next(0, 2000));
        var gross = included ? price.Amount : decimal.Round(price.Amount * (1m + rate), _digits);
        var net = included ? decimal.Round(price.Amount / (1m + rate), _digits) : price.Amount;
        return new OrderShipping
        {
            Key = $"s{index}", MethodName = Text() ?? "", Price = price, Taxed = taxed ? new TaxedTotal(Exactly(net), Exactly(gross), null) : null
        };
    }

    private PostalAddress MakeAddress() => new()
    {
        FirstName = Text(), LastName = Text(), Company = Text(), Department = Chance(20) ? Text() : null, StreetName = Text(), StreetNumber = Chance(50) ? Text() : "12",
        AdditionalStreetInfo = Chance(30) ? Text() : null, Building = Chance(20) ? Text() : null, Apartment = Chance(20) ? "4C" : null,
        PostOfficeBox = Chance(10) ? "99" : null, AdditionalAddressInfo = Chance(20) ? Text() : null, City = Text("Salem"), State = Text("OR"), Region = Text(),
        PostalCode = Text("97301"), Country = Chance(95) ? Chance(50) ? "US" : "DE" : Text() ?? "", Phone = Text(), Mobile = Text(), Email = Text()
    };

    private ReturnedItem[] MakeReturns(OrderLine[] lines) => lines.Where(_ => Chance(40)).Select((l, i) => new ReturnedItem(
        $"r{i}", l.Id, _random.Next(0, (int)l.Quantity + 2), Chance(50) ? "Advised" : "Returned", Chance(50) ? "Refunded" : "Initial", null)).ToArray();

    private IReadOnlyDictionary<string, JsonElement> MakeAttributes() => s_attributes[_random.Next(s_attributes.Length)];

    private IReadOnlyDictionary<string, JsonElement> MakeFields() => _random.Next(3) switch
    {
        0 => Order.NoFields,
        1 => new Dictionary<string, JsonElement> { ["giftMessage"] = JsonSerializer.SerializeToElement(Text()), ["gift"] = s_maybe },
        _ => new Dictionary<string, JsonElement> { ["customerNotes"] = JsonSerializer.SerializeToElement(Text()), ["gift"] = s_yes, ["odd"] = default }
    };

    private JsonElement Document() => s_documents[_random.Next(s_documents.Length)];

    private string? Text()
    {
        if (Chance(10)) return null;
        var text = s_texts[_random.Next(s_texts.Length)];
        while (Chance(30)) text += (Chance(90) ? " " : "") + s_texts[_random.Next(s_texts.Length)];
        return Chance(3) ? string.Concat(Enumerable.Repeat(text + " ", _random.Next(1, 200))) : text;
    }

    /// <summary>Hardly ever blank: an address is nothing without it.</summary>
    private string? Text(string atLeast) => Chance(2) ? Text() : Chance(70) ? atLeast : $"{atLeast} {Text()}";

    private RoutePlan MakePlan()
    {
        var open = Order.Lines.Select(l => l.Kind == LineKind.Product && Chance(92) ? OpenQuantity.Compute(Order, l) : 0).ToArray();
        var count = _random.Next(1, 5);
        var lines = Enumerable.Range(0, count).Select(_ => new List<GroupLine>()).ToArray();
        for (var i = 0; i < open.Length; i++)
        {
            for (var left = open[i]; left > 0;)
            {
                var part = Chance(60) ? left : _random.NextInt64(1, left + 1);
                lines[_random.Next(count)].Add(new GroupLine(Order.Lines[i], part));
                left -= part;
            }
        }
        LocationRule[] locations = [Sample.East, Sample.West, Sample.South];
        var groups = lines.Where(l => l.Count > 0).Select((l, i) => new FulfillmentGroup
        {
            GroupKey = $"g{i}",
            Location = locations[_random.Next(locations.Length)],
            Shipping = Order.Shippings.Count > 1 && Chance(80) ? Order.Shippings[_random.Next(Order.Shippings.Count)] : null,
            Address = Order.ItemAddresses.Count > 0 ? Order.ItemAddresses[_random.Next(Order.ItemAddresses.Count)] : Order.ShippingAddress,
            Lines = l,
            TagIds = Chance(30) ? [7, 5, 7] : []
        }).ToArray();
        return new RoutePlan(groups, []);
    }

    private ConnectorRules MakeRules() => Sample.Rules(rules =>
    {
        rules.Money.Tax = (TaxDisplay)_random.Next(3);
        rules.Money.NotShipped = Chance(80) ? NotShippedChoice.Adjustment : NotShippedChoice.LeaveOut;
        rules.Money.ShippingShare = (ShareMethod)_random.Next(3);
        rules.Money.DiscountShare = (ShareMethod)_random.Next(3);
        rules.LongTexts = Chance(80) ? LongTextChoice.Shorten : LongTextChoice.Reject;
        rules.Addresses.LineLength = _random.Next(20, 201);
        rules.Addresses.WithTitle = Chance(50);
        rules.TieField = _random.Next(4);
        rules.Package.PartialSum = Chance(50);
        rules.Insurance.Insure = (InsuranceChoice)_random.Next(3);
        if (Chance(50)) rules.Customs.ShipFromCountry = "US";
        if (Chance(40)) rules.Bundles = new() { Send = (BundleChoice)_random.Next(3), Parent = new() { CustomField = "parentLineKey" } };
        if (Chance(30)) rules.Order.InternalNotes = new() { Pointer = "/note", WhenMissing = Chance(10) ? MissingChoice.Reject : MissingChoice.Hold };
        if (Chance(30)) rules.Order.ShipDate = new() { Pointer = "/day" };
        if (Chance(30)) rules.Items.Options = [new() { Name = "Name", Value = new() { Attribute = "upc" } }];
    });
}
