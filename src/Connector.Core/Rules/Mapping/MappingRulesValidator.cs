using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Items;
using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Mapping.Texts;
using Connector.Core.Rules.Mapping.Units;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Mapping;

/// <summary>Checks the mapping rules at start.</summary>
public static class MappingRulesValidator
{
    private static readonly string[] s_confirmations = ["none", "delivery", "signature", "adult_signature", "direct_signature"];
    private static readonly string[] s_providers = ["carrier", "shipsurance", "provider"];
    private static readonly string[] s_contents = ["merchandise", "documents", "gift", "returned_goods", "sample"];
    private static readonly string[] s_nonDelivery = ["return_to_sender", "treat_as_abandoned"];
    private static readonly string[] s_parties = ["my_account", "my_other_account", "recipient", "third_party"];

    /// <summary>
    /// Adds a sentence for each fault, starting with the path of the key: "Mapping.Items.Weight.Unit: 'stone' is not a unit; allowed: g, kg, oz, lb".
    /// </summary>
    /// <param name="path">Of the rules in the file: "Mapping".</param>
    /// <param name="boxes">Path of boxes of a location, which need sizes of items; null without any.</param>
    /// <param name="locations">Keys of the locations, for rules that name one; null leaves that unchecked.</param>
    public static void Validate(MappingRules rules, string path, ICollection<string> problems, IReadOnlyCollection<string>? locations = null, string? boxes = null)
    {
        var checks = new RuleProblems(problems) { Shared = rules.Shared, Locations = locations };
        SourceValidator.CheckShared($"{path}.Shared", rules.Shared, checks);
        checks.Range($"{path}.TieField", rules.TieField, 0, 3);
        Order(rules, $"{path}.Order", checks);
        Items(rules.Items, boxes, $"{path}.Items", checks);
        Addresses(rules.Addresses, $"{path}.Addresses", checks);
        checks.Range($"{path}.Money.MaximumAmount", rules.Money.MaximumAmount, 0.01m, 999_999_999_999m);
        Package(rules.Package, $"{path}.Package", checks);
        checks.OneOf($"{path}.Insurance.Provider", rules.Insurance.Provider, s_providers);
        checks.Range($"{path}.Insurance.Threshold", rules.Insurance.Threshold, 0m, 999_999_999_999m);
        Customs(rules.Customs, $"{path}.Customs", checks, locations);
        BillTo(rules.BillTo, $"{path}.BillTo", checks);
        Bundles(rules.Bundles, $"{path}.Bundles", checks);
        Tags(rules.Tags, $"{path}.Tags", checks);
    }

    private static void Tags(TagRules tags, string path, RuleProblems checks)
    {
        checks.Tag($"{path}.Gift", tags.Gift);
        checks.Tag($"{path}.CrossBorder", tags.CrossBorder);
        checks.Tag($"{path}.Split", tags.Split);
        for (var i = 0; i < tags.Rules.Count; i++)
        {
            var at = $"{path}.Rules[{i}]";
            if (tags.Rules[i].When is null) checks.Add($"{at}.When", "is missing; allowed: a condition, or TagIds of the location for all orders");
            ConditionValidator.Validate(tags.Rules[i].When, ConditionScope.Part with { Keys = checks.Locations }, $"{at}.When", checks.All);
            if (tags.Rules[i].TagIds.Count == 0) checks.Add($"{at}.TagIds", "is empty; allowed: the numbers of tags");
            RuleChecks.Tags(tags.Rules[i].TagIds, $"{at}.TagIds", checks.All);
        }
        foreach (var (code, tag) in tags.OnWarning)
        {
            checks.OneOf($"{path}.OnWarning.{code}", code, WarningCodes.All);
            checks.Tag($"{path}.OnWarning.{code}", tag);
        }
    }

    private static void Order(MappingRules rules, string path, RuleProblems checks)
    {
        var order = rules.Order;
        Sources(path, checks, ("PaidAt", order.PaidAt), ("ShipBy", order.ShipBy), ("ShipDate", order.ShipDate),
            ("CustomerUsername", order.CustomerUsername), ("CustomerEmail", order.CustomerEmail), ("CustomerNotes", order.CustomerNotes),
            ("InternalNotes", order.InternalNotes), ("PaymentMethod", order.PaymentMethod),
            ("RequestedService", order.RequestedService), ("Confirmation", order.Confirmation), ("CustomField1", order.CustomField1),
            ("CustomField2", order.CustomField2), ("CustomField3", order.CustomField3), ("Source", order.Source), ("NonMachinable", order.NonMachinable),
            ("SaturdayDelivery", order.SaturdayDelivery), ("ContainsAlcohol", order.ContainsAlcohol));
        SourceValidator.Check($"{path}.Gift", order.Gift, SourceUse.EarlyOrder, checks);
        SourceValidator.Check($"{path}.GiftMessage", order.GiftMessage, SourceUse.EarlyOrder, checks);
        if (order.Confirmation?.Constant is { } confirmation) checks.OneOf($"{path}.Confirmation.Constant", confirmation, s_confirmations);
        var tie = rules.TieField switch { 1 => order.CustomField1, 2 => order.CustomField2, 3 => order.CustomField3, _ => null };
        if (tie is not null) checks.Add($"{path}.CustomField{rules.TieField}", "carries the order number (TieField); set TieField to another custom field or to 0");
    }

    private static void Sizes(ItemFieldRules items, string? boxes, string path, RuleProblems checks)
    {
        var sides = new[] { ("Length", items.Length), ("Width", items.Width), ("Height", items.Height) };
        var why = boxes is not null ? $"{boxes} needs it" : sides.Any(static s => s.Item2 is not null) ? "all three sides or none" : null;
        foreach (var (name, source) in sides)
        {
            if (source is null && why is not null) checks.Add($"{path}.{name}", $"is missing; {why}");
            SourceValidator.Check($"{path}.{name}", source, SourceUse.Line, checks, LengthReader.Units);
        }
    }

    private static void Items(ItemFieldRules items, string? boxes, string path, RuleProblems checks)
    {
        Sizes(items, boxes, path, checks);
        foreach (var (name, source) in new[]
        {
            ("Sku", items.Sku), ("Name", items.Name), ("ImageUrl", items.ImageUrl), ("WarehouseLocation", items.WarehouseLocation), ("Upc", items.Upc),
            ("FulfillmentSku", items.FulfillmentSku), ("ContainsAlcohol", items.ContainsAlcohol)
        })
        {
            SourceValidator.Check($"{path}.{name}", source, SourceUse.Line, checks);
        }
        SourceValidator.Check($"{path}.Weight", items.Weight, SourceUse.Line, checks, WeightReader.Units);
        checks.Range($"{path}.MaximumWeightGrams", items.MaximumWeightGrams, 1m, 10_000_000m);
        checks.Texts($"{path}.Locales", items.Locales);
        if (items.Options.Count > FieldLimits.MaxOptions) checks.Add($"{path}.Options", $"has {items.Options.Count} entries; at most {FieldLimits.MaxOptions} fit");
        for (var i = 0; i < items.Options.Count; i++)
        {
            var option = items.Options[i];
            var at = $"{path}.Options[{i}]";
            if (TextCleaner.Line(option.Name) is not { } name) checks.Add($"{at}.Name", "is missing");
            else if (name.Length > FieldLimits.ItemOption.Length) checks.Add($"{at}.Name", $"has {name.Length} characters; at most {FieldLimits.ItemOption.Length} fit");
            SourceValidator.Check($"{at}.Value", option.Value, SourceUse.Line, checks, units: null, wildcards: true);
            OptionPattern(option, at, checks);
        }
    }

    private static void OptionPattern(ItemOptionRule option, string path, RuleProblems checks)
    {
        checks.Texts($"{path}.Except", option.Except);
        var wild = option.Name.Contains('*', StringComparison.Ordinal);
        if (option.Pattern is null)
        {
            if (option.Except.Count > 0) checks.Add($"{path}.Except", "goes with a pattern only; allowed: with an Attribute or CustomField with * or ?");
            return;
        }
        if (!wild) checks.Add($"{path}.Name", $"'{option.Name}' would be the name of all of them; allowed: a name with * in it, which is the name of the field");
        var value = option.Value;
        if (value.Fallbacks.Count > 0) checks.Add($"{path}.Value.Fallbacks", "are not possible with a pattern; allowed: an option of its own");
        if (value.WhenMissing is not null) checks.Add($"{path}.Value.WhenMissing", "is not possible with a pattern; allowed: an option of its own");
        (string Name, bool IsSet)[] changes = [("Slice", value.Slice is not null), ("Times", value.Times is not null), ("Plus", value.Plus is not null), ("Decimals", value.Decimals is not null)];
        foreach (var (name, _) in changes.Where(static c => c.IsSet)) checks.Add($"{path}.Value.{name}", "is not possible with a pattern; allowed: an option of its own");
    }

    private static void Addresses(AddressRules addresses, string path, RuleProblems checks)
    {
        checks.Range($"{path}.LineLength", addresses.LineLength, 20, FieldLimits.ShipTo.Street1.Length);
        checks.Countries($"{path}.NumberFirstCountries", addresses.NumberFirstCountries);
        checks.Label($"{path}.BuildingLabel", addresses.BuildingLabel);
        checks.Label($"{path}.ApartmentLabel", addresses.ApartmentLabel);
        checks.Label($"{path}.PostOfficeBoxLabel", addresses.PostOfficeBoxLabel);
    }

    private static void Package(PackageRules package, string path, RuleProblems checks)
    {
        SourceValidator.Check($"{path}.Weight", package.Weight, SourceUse.EarlyOrder, checks, WeightReader.Units);
        SourceValidator.Check($"{path}.Length", package.Length, SourceUse.Line, checks, LengthReader.Units);
        SourceValidator.Check($"{path}.Width", package.Width, SourceUse.Line, checks, LengthReader.Units);
        SourceValidator.Check($"{path}.Height", package.Height, SourceUse.Line, checks, LengthReader.Units);
        var sides = new[] { ("Length", package.Length), ("Width", package.Width), ("Height", package.Height) };
        if (sides.Any(s => s.Item2 is not null))
        {
            foreach (var (name, _) in sides.Where(s => s.Item2 is null)) checks.Add($"{path}.{name}", "is missing; all three sides or none");
        }
        checks.Range($"{path}.PackagingGrams", package.PackagingGrams, 0m, 100_000m);
        checks.Range($"{path}.MaximumCentimetres", package.MaximumCentimetres, 1m, 10_000m);
    }

    private static void Customs(CustomsRules customs, string path, RuleProblems checks, IReadOnlyCollection<string>? locations)
    {
        if (customs.ShipFromCountry is not null) checks.Country($"{path}.ShipFromCountry", customs.ShipFromCountry);
        foreach (var (location, country) in customs.ShipFromCountryByLocation)
        {
            checks.Country($"{path}.ShipFromCountryByLocation.{location}", country);
            if (locations is not null) checks.OneOf($"{path}.ShipFromCountryByLocation.{location}", location, locations);
        }
        if (locations is not null)
        {
            foreach (var location in customs.ShipFromPostalCodeByLocation.Keys) checks.OneOf($"{path}.ShipFromPostalCodeByLocation.{location}", location, locations);
        }
        checks.Countries($"{path}.NoCustomsBetween", customs.NoCustomsBetween);
        SourceValidator.Check($"{path}.Description", customs.Description, SourceUse.Line, checks);
        SourceValidator.Check($"{path}.TariffCode", customs.TariffCode, SourceUse.Line, checks);
        SourceValidator.Check($"{path}.CountryOfOrigin", customs.CountryOfOrigin, SourceUse.Line, checks);
        checks.OneOf($"{path}.Contents", customs.Contents, s_contents);
        if (customs.NonDelivery is not null) checks.OneOf($"{path}.NonDelivery", customs.NonDelivery, s_nonDelivery);
        if (customs.WhenIncomplete == MissingChoice.Default) checks.Add($"{path}.WhenIncomplete", "'Default' is not possible; allowed: Leave, Hold, Reject");
    }

    private static void BillTo(BillToRules billTo, string path, RuleProblems checks)
    {
        Sources(path, checks, ("Account", billTo.Account), ("PostalCode", billTo.PostalCode), ("CountryCode", billTo.CountryCode),
            ("MyOtherAccount", billTo.MyOtherAccount));
        if (billTo.Party is null)
        {
            var useless = billTo.Account is not null || billTo.MyOtherAccount is not null;
            if (useless) checks.Add($"{path}.Party", $"is missing; allowed: {string.Join(", ", s_parties)}");
            return;
        }
        checks.OneOf($"{path}.Party", billTo.Party, s_parties);
        if (billTo.Party is "recipient" or "third_party" && billTo.Account is null) checks.Add($"{path}.Account", $"is missing; {billTo.Party} needs it");
        if (billTo.Party == "my_other_account" && billTo.MyOtherAccount is null) checks.Add($"{path}.MyOtherAccount", "is missing; my_other_account needs it");
    }

    private static void Bundles(BundleRules bundles, string path, RuleProblems checks)
    {
        SourceValidator.Check($"{path}.Parent", bundles.Parent, SourceUse.Line, checks);
        if (bundles.Parent?.WhenMissing is not null) checks.Add($"{path}.Parent.WhenMissing", "is not possible; a line without a parent is no child");
        if (bundles.Send != BundleChoice.Both && bundles.Parent is null) checks.Add($"{path}.Parent", $"is missing; {bundles.Send} needs it");
    }

    private static void Sources(string path, RuleProblems checks, params ReadOnlySpan<(string Name, FieldSource? Source)> sources)
    {
        foreach (var (name, source) in sources) SourceValidator.Check($"{path}.{name}", source, SourceUse.Order, checks);
    }
}
