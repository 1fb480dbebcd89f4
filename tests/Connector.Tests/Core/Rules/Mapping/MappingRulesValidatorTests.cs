using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Items;
using Connector.Core.Rules.Mapping.Sources;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping;

public sealed class MappingRulesValidatorTests
{
    [Fact]
    public void Empty_rules_are_good() => Assert.Empty(Problems(_ => { }));

    public static TheoryData<Action<MappingRules>, string> Faults() => new()
    {
        { r => r.Items.Weight = new() { Attribute = "w", Unit = "stone" }, "Mapping.Items.Weight.Unit: 'stone' is not a unit; allowed: g, kg, oz, lb" },
        { r => r.Items.Weight = new() { Attribute = "w" }, "Mapping.Items.Weight.Unit: is missing; allowed: g, kg, oz, lb, or stated where each value names its own" },
        { r => (r.Package.Length, r.Package.Width, r.Package.Height) = (Side("ft"), Side(), Side()), "Mapping.Package.Length.Unit: 'ft' is not a unit; allowed: mm, cm, m, in" },
        { r => (r.Package.Length, r.Package.Height) = (Side(), Side()), "Mapping.Package.Width: is missing; all three sides or none" },
        { r => r.Items.Sku = new() { Attribute = "x", Unit = "g" }, "Mapping.Items.Sku.Unit: is not possible here" },
        { r => r.Order.GiftMessage = new() { Pointer = "custom/fields" }, "Mapping.Order.GiftMessage.Pointer: 'custom/fields' must start with '/' (position 0" },
        { r => r.Order.GiftMessage = new() { Pointer = "/a~b" }, "Mapping.Order.GiftMessage.Pointer: '/a~b' has '~' without 0 or 1 after it at position 2" },
        { r => r.Order.GiftMessage = new() { Attribute = "x" }, "Mapping.Order.GiftMessage.Attribute: belongs to a line" },
        { r => r.Order.GiftMessage = new() { CustomField = "gift message" }, "Mapping.Order.GiftMessage.CustomField: 'gift message' has ' ' at position 4" },
        { r => r.Order.GiftMessage = new() { CustomField = "" }, "Mapping.Order.GiftMessage.CustomField: is empty" },
        { r => r.Order.GiftMessage = new(), "Mapping.Order.GiftMessage: needs exactly one of Pointer, Attribute, CustomField, Constant" },
        { r => r.Order.GiftMessage = new() { Pointer = "/a", Constant = "b" }, "Mapping.Order.GiftMessage: needs exactly one of" },
        { r => r.Order.GiftMessage = new() { Constant = " " }, "Mapping.Order.GiftMessage.Constant: is empty" },
        { r => r.Order.GiftMessage = new() { Pointer = "/a", Format = "shout" }, "Mapping.Order.GiftMessage.Format: 'shout' is not a format; allowed: text, trim" },
        { r => r.Items.Sku = new() { Attribute = "x", OfOrder = true }, "Mapping.Items.Sku.OfOrder: is not possible with Attribute" },
        { r => r.Items.Sku = new() { Constant = "x", Fallbacks = [new() { Pointer = "/a" }] }, "Mapping.Items.Sku.Fallbacks[0]: can never be reached: Mapping.Items.Sku.Constant" },
        { r => r.Items.Sku = new() { Pointer = "/a", Fallbacks = [new() { Pointer = "/a" }] }, "Mapping.Items.Sku.Fallbacks[0]: can never be reached: the same source" },
        { r => r.Items.Sku = new() { Constant = "x", WhenMissing = MissingChoice.Reject }, "Mapping.Items.Sku.WhenMissing: Reject can never happen" },
        { r => r.Items.Sku = new() { Pointer = "/a", WhenMissing = MissingChoice.Default }, "Mapping.Items.Sku.Default: is missing" },
        { r => r.Items.Sku = new() { Pointer = "/a", Default = "x" }, "Mapping.Items.Sku.Default: is never taken" },
        { r => r.Items.Weight = new() { Attribute = "w", Unit = "g", WhenMissing = MissingChoice.Default, Default = "light" }, "Mapping.Items.Weight.Default: 'light' is not a number above 0" },
        { r => r.Items.Weight = new() { Attribute = "w", Unit = "stated", WhenMissing = MissingChoice.Default, Default = "5" }, "Mapping.Items.Weight.Default: '5' has no unit" },
        { r => r.Items.MaximumWeightGrams = 0, "Mapping.Items.MaximumWeightGrams: 0 is out of range; allowed: 1 to 10000000" },
        { r => r.Items.Options = [new() { Value = new() { Attribute = "x" } }], "Mapping.Items.Options[0].Name: is missing" },
        { r => r.Items.Options = [new() { Name = "x" }], "Mapping.Items.Options[0].Value: needs exactly one of" },
        { r => r.Addresses.LineLength = 10, "Mapping.Addresses.LineLength: 10 is out of range; allowed: 20 to 200" },
        { r => r.Addresses.NumberFirstCountries = ["Germany"], "Mapping.Addresses.NumberFirstCountries[0]: 'Germany' is not a country" },
        { r => r.Addresses.ApartmentLabel = " ", "Mapping.Addresses.ApartmentLabel: is blank" },
        { r => r.Items.Locales = ["en", "EN"], "Mapping.Items.Locales[1]: 'EN' is there twice" },
        { r => r.Addresses.BuildingLabel = new string('x', 21), "Mapping.Addresses.BuildingLabel: has 21 characters" },
        { r => r.TieField = 4, "Mapping.TieField: 4 is out of range; allowed: 0 to 3" },
        { r => r.Order.CustomField1 = new() { Constant = "x" }, "Mapping.Order.CustomField1: carries the order number (TieField)" },
        { r => r.Order.Confirmation = new() { Constant = "x" }, "Mapping.Order.Confirmation.Constant: 'x' is not known; allowed: none, delivery" },
        { r => r.Money.MaximumAmount = 0, "Mapping.Money.MaximumAmount: 0 is out of range" },
        { r => r.Insurance.Provider = "x", "Mapping.Insurance.Provider: 'x' is not known; allowed: carrier, shipsurance, provider" },
        { r => r.Insurance.Threshold = -1, "Mapping.Insurance.Threshold: -1 is out of range" },
        { r => r.Customs.ShipFromCountry = "USA", "Mapping.Customs.ShipFromCountry: 'USA' is not a country" },
        { r => r.Customs.ShipFromCountryByLocation["east"] = "u", "Mapping.Customs.ShipFromCountryByLocation.east: 'u' is not a country" },
        { r => r.Customs.Contents = "socks", "Mapping.Customs.Contents: 'socks' is not known" },
        { r => r.Customs.NonDelivery = "burn", "Mapping.Customs.NonDelivery: 'burn' is not known" },
        { r => r.Customs.WhenIncomplete = MissingChoice.Default, "Mapping.Customs.WhenIncomplete: 'Default' is not possible; allowed: Leave, Hold, Reject" },
        { r => r.Package.PackagingGrams = -1, "Mapping.Package.PackagingGrams: -1 is out of range" },
        { r => r.Package.MaximumCentimetres = 0, "Mapping.Package.MaximumCentimetres: 0 is out of range" },
        { r => r.BillTo.Party = "me", "Mapping.BillTo.Party: 'me' is not known; allowed: my_account" },
        { r => r.BillTo.Party = "recipient", "Mapping.BillTo.Account: is missing; recipient needs it" },
        { r => r.BillTo.Party = "my_other_account", "Mapping.BillTo.MyOtherAccount: is missing" },
        { r => r.BillTo.Account = new() { Constant = "1" }, "Mapping.BillTo.Party: is missing" },
        { r => r.Bundles.Send = BundleChoice.ParentOnly, "Mapping.Bundles.Parent: is missing; ParentOnly needs it" },
        { r => r.Bundles.Parent = new() { CustomField = "p", WhenMissing = MissingChoice.Hold }, "Mapping.Bundles.Parent.WhenMissing: is not possible" },
        { r => r.Tags.OnWarning["Nonsense"] = 1, "Mapping.Tags.OnWarning.Nonsense: 'Nonsense' is not known; allowed: AddressReflowed" },
        { r => r.Tags.Gift = 0, "Mapping.Tags.Gift: 0 is not a tag" }
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public void A_fault_is_named_by_its_path_and_what_is_allowed(Action<MappingRules> fault, string message)
    {
        var problems = Problems(fault);
        Assert.Contains(problems, p => p.StartsWith(message, StringComparison.Ordinal));
        Assert.Single(problems);
    }

    [Fact]
    public void The_rules_of_the_whole_file_are_checked_with_these()
    {
        var rules = Sample.Rules(r => r.TieField = 9);
        Assert.Contains(RulesValidator.Problems(rules), p => p.StartsWith("Mapping.TieField", StringComparison.Ordinal));
    }

    [Fact]
    public void A_location_that_does_not_exist_is_named()
    {
        var rules = Sample.Rules(r => r.Customs.ShipFromCountryByLocation["north"] = "US");
        Assert.Contains(
            RulesValidator.Problems(rules),
            p => p.StartsWith("Mapping.Customs.ShipFromCountryByLocation.north: 'north' is not known; allowed: east, west, south", StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_bind_from_the_file()
    {
        var rules = RulesFile.Load("""
            {
              "Locations": [ { "Key": "east", "StoreId": 410001 } ],
              "Mapping": {
                "Items": {
                  "Weight": { "Attribute": "mass", "Unit": "kg", "Fallbacks": [ { "CustomField": "grams", "Unit": "g" } ], "WhenMissing": "Default", "Default": "0.3" },
                  "Options": [ { "Name": "Colour", "Value": { "Attribute": "colour", "Format": "enum-label" } } ]
                },
                "Money": { "Tax": "Separate", "ShippingShare": "FirstGroup" },
                "Tags": { "OnWarning": { "MissingWeight": 12 } },
                "Customs": { "ShipFromCountry": "US", "ShipFromCountryByLocation": { "east": "CA" } }
              }
            }
            """).Mapping;
        Assert.Equal(("mass", "kg", "grams", "g"), (rules.Items.Weight!.Attribute, rules.Items.Weight.Unit, rules.Items.Weight.Fallbacks[0].CustomField, rules.Items.Weight.Fallbacks[0].Unit));
        Assert.Equal((MissingChoice.Default, "0.3"), (rules.Items.Weight.WhenMissing, rules.Items.Weight.Default));
        Assert.Equal("enum-label", rules.Items.Options[0].Value.Format);
        Assert.Equal(TaxDisplay.Separate, rules.Money.Tax);
        Assert.Equal(12, rules.Tags.OnWarning["MissingWeight"]);
        Assert.Equal("CA", rules.Customs.ShipFromCountryByLocation["east"]);
    }

    private static FieldSource Side(string unit = "cm") => new() { Constant = "1", Unit = unit };

    private static List<string> Problems(Action<MappingRules> change)
    {
        var rules = new MappingRules();
        change(rules);
        var problems = new List<string>();
        MappingRulesValidator.Validate(rules, "Mapping", problems);
        return problems;
    }
}
