using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Services;
using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Mapping.Units;

namespace Connector.Core.Rules.Files;

/// <summary>What the schema says beyond names and kinds: limits, patterns and what goes together, as the validators check it. A test breaks each key and holds both against each other.</summary>
internal static class SchemaDetails
{
    private const string NotBlank = "\\S";

    /// <summary>By type: what its members must be together.</summary>
    private static readonly Dictionary<string, string> s_types = new(StringComparer.Ordinal)
    {
        ["Condition"] = """{ "minProperties": 1 }""",
        ["OrderCondition"] = """{ "minProperties": 1, "allOf": [{ "not": { "required": ["Values", "Is"] } }], "dependentRequired": { "Values": ["Name"], "Is": ["Name"] } }""",
        ["FieldCondition"] = """{ "not": { "required": ["Values", "Is"] } }""",
        ["LineCondition"] = """{ "anyOf": [{ "required": ["Skus"] }, { "required": ["ProductTypes"] }, { "required": ["Attribute"] }, { "required": ["CustomField"] }, { "required": ["When"] }] }""",
        ["StatusRule"] = """{ "if": { "required": ["HoldUntilField"] }, "then": { "required": ["Status"], "properties": { "Status": { "const": "OnHold" } } } }""",
        ["ServiceRule"] = """
            {
              "dependentRequired": { "Carrier": ["Service"], "Service": ["Carrier"], "Package": ["Carrier"] },
              "anyOf": [{ "required": ["RequestedService"] }, { "required": ["Carrier"] }, { "required": ["Confirmation"] }]
            }
            """,
        ["ConditionalTags"] = """{ "required": ["When", "TagIds"] }""",
        ["PackageRules"] = """{ "dependentRequired": { "Length": ["Width", "Height"], "Width": ["Length", "Height"], "Height": ["Length", "Width"] } }""",
        ["ItemFieldRules"] = """{ "dependentRequired": { "Length": ["Width", "Height"], "Width": ["Length", "Height"], "Height": ["Length", "Width"] } }""",
        ["BillToRules"] = """
            {
              "dependentRequired": { "Account": ["Party"], "MyOtherAccount": ["Party"] },
              "allOf": [
                { "if": { "required": ["Party"], "properties": { "Party": { "enum": ["recipient", "third_party"] } } }, "then": { "required": ["Account"] } },
                { "if": { "required": ["Party"], "properties": { "Party": { "const": "my_other_account" } } }, "then": { "required": ["MyOtherAccount"] } }
              ]
            }
            """,
        ["BundleRules"] = """{ "if": { "required": ["Send"], "properties": { "Send": { "enum": ["ParentOnly", "ChildrenOnly"] } } }, "then": { "required": ["Parent"] } }""",
        ["LookupSource"] = """{ "required": ["Of"], "oneOf": [{ "required": ["Table"] }, { "required": ["File"] }, { "required": ["Csv"] }] }""",
        ["ItemOptionRule"] = """{ "required": ["Name", "Value"] }""",
        ["LabelTimes"] = """{ "if": { "required": ["When"], "properties": { "When": { "const": "AtCutOffs" } } }, "then": { "required": ["CutOffs"] } }""",
        ["ServiceSelectionRules"] = """{ "if": { "required": ["By"], "properties": { "By": { "not": { "const": "Mapped" } } } }, "then": { "required": ["Allowed"] } }""",
        ["BoxRule"] = """{ "required": ["Name", "Length", "Width", "Height"] }""",
        ["LocationRule"] = """{ "required": ["Key", "StoreId"] }""",
        ["LabelRule"] = """{ "anyOf": [{ "required": ["Mode"] }, { "required": ["Select"] }, { "required": ["Limits"] }] }""",
        ["LabelCap"] = """{ "anyOf": [{ "required": ["Money"] }, { "required": ["Labels"] }] }"""
    };

    private const string OneSource = """
        {
          "oneOf": [
            { "required": ["Pointer"] }, { "required": ["Attribute"] }, { "required": ["CustomField"] }, { "required": ["Constant"] },
            { "required": ["Template"] }, { "required": ["Lookup"] }, { "required": ["When"] }, { "required": ["Shared"] }
          ],
          "allOf": [
            { "if": { "required": ["WhenPartMissing"], "properties": { "WhenPartMissing": { "const": "LeaveOut" } } }, "then": { "required": ["Template"] } },
            { "if": { "required": ["Attribute"] }, "then": { "properties": { "OfOrder": { "const": false } } } },
            {
              "if": { "anyOf": [{ "required": ["When"] }, { "required": ["Shared"] }] },
              "then": { "properties": { "Slice": { "type": "null" }, "Times": { "type": "null" }, "Plus": { "type": "null" }, "PlusPer": { "const": "Unit" }, "Decimals": { "type": "null" } } }
            }
          ]
        }
        """;

    private const string Default = """
        { "if": { "required": ["WhenMissing"], "properties": { "WhenMissing": { "const": "Default" } } }, "then": { "required": ["Default"] }, "else": { "properties": { "Default": { "type": "null" } } } }
        """;

    /// <summary>By type and member, or by member alone where all of this name are alike.</summary>
    private static readonly Dictionary<string, string> s_members = new(StringComparer.Ordinal)
    {
        ["LocationRule.Key"] = """{ "pattern": "^[A-Za-z0-9_-]+$" }""",
        ["Location"] = """{ "pattern": "^[A-Za-z0-9_-]+$" }""",
        ["DefaultLocation"] = """{ "pattern": "^[A-Za-z0-9_-]+$" }""",
        ["Locations"] = """{ "items": { "pattern": "^[A-Za-z0-9_-]+$" } }""",
        ["StoreId"] = """{ "minimum": 1 }""",
        ["WarehouseId"] = """{ "minimum": 1 }""",
        ["TagIds"] = """{ "uniqueItems": true, "items": { "minimum": 1 } }""",
        ["ConditionalTags.TagIds"] = """{ "minItems": 1 }""",
        ["TagRules.Gift"] = """{ "minimum": 1 }""",
        ["TagRules.CrossBorder"] = """{ "minimum": 1 }""",
        ["TagRules.Split"] = """{ "minimum": 1 }""",
        ["TagRules.OnWarning"] = """{ "additionalProperties": { "minimum": 1 } }""",
        ["BoxRule.Length"] = """{ "exclusiveMinimum": 0, "maximum": 10000 }""",
        ["BoxRule.Width"] = """{ "exclusiveMinimum": 0, "maximum": 10000 }""",
        ["BoxRule.Height"] = """{ "exclusiveMinimum": 0, "maximum": 10000 }""",
        ["BoxRule.TareGrams"] = """{ "minimum": 0, "maximum": 1000000 }""",
        ["BoxRule.MaxWeightGrams"] = """{ "exclusiveMinimum": 0 }""",
        ["MinWeightGrams"] = """{ "minimum": 0 }""",
        ["LabelRule.MaxWeightGrams"] = """{ "minimum": 0 }""",
        ["AddressRules.LineLength"] = """{ "minimum": 20, "maximum": 200 }""",
        ["ServiceRule.MaxWeightGrams"] = """{ "minimum": 0 }""",
        ["RoutingRule.MaxWeightGrams"] = """{ "minimum": 0 }""",
        ["Condition.MaxWeightGrams"] = """{ "minimum": 0 }""",
        ["MinOrderValue"] = """{ "minimum": 0 }""",
        ["MaxOrderValue"] = """{ "minimum": 0 }""",
        ["Countries"] = """{ "items": { "$ref": "#/$defs/Country" } }""",
        ["NumberFirstCountries"] = """{ "items": { "$ref": "#/$defs/Country" } }""",
        ["NoCustomsBetween"] = """{ "items": { "$ref": "#/$defs/Country" } }""",
        ["ShipFromCountry"] = """{ "pattern": "^[A-Z]{2}$" }""",
        ["ShipFromCountryByLocation"] = """{ "additionalProperties": { "$ref": "#/$defs/Country" } }""",
        ["Currency"] = """{ "pattern": "^[A-Z]{3}$", "examples": ["USD", "EUR", "GBP", "CAD", "AUD"] }""",
        ["CurrencyByAccount"] = """{ "additionalProperties": { "pattern": "^[A-Z]{3}$" } }""",
        ["CarrierRule.TrackingUrl"] = """{ "pattern": "^https://.*\\{number\\}" }""",
        ["ValueSource.Attribute"] = """{ "pattern": "^[A-Za-z0-9_*?-]+(\\.[A-Za-z0-9_*?-]+)*$" }""",
        ["ValueSource.CustomField"] = """{ "pattern": "^[A-Za-z0-9_*?-]+(\\.[A-Za-z0-9_*?-]+)*$" }""",
        ["ValueSource.Pointer"] = """{ "pattern": "^/" }""",
        ["ValueSource.Template"] = """{ "pattern": "\\{[^{}]+\\}" }""",
        ["ValueSource.Slice"] = """{ "maxLength": 200 }""",
        ["ValueSource.Times"] = """{ "minimum": 0.000001, "maximum": 1000000 }""",
        ["ValueSource.Decimals"] = """{ "minimum": 0, "maximum": 6 }""",
        ["ValueSource.When"] = """{ "minItems": 1 }""",
        ["LookupSource.Table"] = """{ "minProperties": 1 }""",
        ["MappingRules.TieField"] = """{ "minimum": 0, "maximum": 3 }""",
        ["MappingRules.Shared"] = """{ "propertyNames": { "pattern": "^[A-Za-z0-9_-]+$" } }""",
        ["MoneyRules.MaximumAmount"] = """{ "minimum": 0.01, "maximum": 999999999999 }""",
        ["InsuranceRules.Threshold"] = """{ "minimum": 0, "maximum": 999999999999 }""",
        ["PackageRules.PackagingGrams"] = """{ "minimum": 0, "maximum": 100000 }""",
        ["PackageRules.MaximumCentimetres"] = """{ "minimum": 1, "maximum": 10000 }""",
        ["ItemFieldRules.MaximumWeightGrams"] = """{ "minimum": 1, "maximum": 10000000 }""",
        ["CustomsRules.WhenIncomplete"] = """{ "not": { "const": "Default" } }""",
        ["ServiceSelectionRules.PromiseDays"] = """{ "minimum": 0, "maximum": 60 }""",
        ["ServiceSelectionRules.MarginDays"] = """{ "minimum": 0, "maximum": 30 }""",
        ["MaxPrice"] = """{ "exclusiveMinimum": 0 }""",
        ["CarrierAccount"] = """{ "minimum": 1 }""",
        ["TransitDays"] = """{ "minimum": 0, "maximum": 60 }""",
        ["LabelGuards.ReservePercent"] = """{ "minimum": 0, "maximum": 100 }""",
        ["LabelGuards.MaxRateChangePercent"] = """{ "minimum": 0, "maximum": 100 }""",
        ["LabelGuards.MaxRateChange"] = """{ "minimum": 0 }""",
        ["LabelGuards.BalanceFactor"] = """{ "minimum": 1, "maximum": 100 }""",
        ["LabelGuards.MaxCostFactor"] = """{ "minimum": 1, "maximum": 100 }""",
        ["LabelGuards.AlertBelowBalance"] = """{ "minimum": 0 }""",
        ["MaxAboveCharged"] = """{ "minimum": 0 }""",
        ["MaxAboveChargedPercent"] = """{ "minimum": 0, "maximum": 1000 }""",
        ["MaxWhenFree"] = """{ "minimum": 0 }""",
        ["LabelCap.Money"] = """{ "exclusiveMinimum": 0 }""",
        ["LabelCap.Labels"] = """{ "minimum": 1 }""",
        ["QuoteRules.WeightStepGrams"] = """{ "minimum": 0, "maximum": 10000 }""",
        ["QuoteRules.PostalPrefix"] = """{ "minimum": 1, "maximum": 10 }""",
        ["LabelPackageRules.MaxWeightGrams"] = """{ "exclusiveMinimum": 0 }""",
        ["LabelPackageRules.PackagingGrams"] = """{ "minimum": 0 }""",
        ["LabelPackageRules.MaxPackages"] = """{ "minimum": 1, "maximum": 25 }""",
        ["LabelTimes.ClosedDays"] = """{ "maxItems": 6 }""",
        ["Carrier"] = """{ "examples": ["stamps_com", "usps", "ups", "ups_walleted", "fedex", "fedex_walleted", "dhl_express", "dhl_express_worldwide"] }""",
        ["CarrierRule.Code"] = """{ "examples": ["stamps_com", "usps", "ups", "ups_walleted", "fedex", "fedex_walleted", "dhl_express", "dhl_express_worldwide"] }""",
        ["Service"] = """
            {
              "examples": [
                "usps_ground_advantage", "usps_priority_mail", "usps_priority_mail_express", "usps_media_mail", "usps_priority_mail_international", "ups_ground", "ups_3_day_select",
                "ups_2nd_day_air", "ups_next_day_air", "ups_next_day_air_saver", "ups_standard_international", "ups_worldwide_express", "fedex_ground", "fedex_home_delivery", "fedex_express_saver",
                "fedex_2day", "fedex_priority_overnight", "fedex_standard_overnight", "fedex_international_economy", "fedex_international_priority", "express_worldwide"
              ]
            }
            """,
        ["Package"] = """
            {
              "examples": [
                "package", "letter", "large_envelope_or_flat", "thick_envelope", "flat_rate_envelope", "flat_rate_legal_envelope", "flat_rate_padded_envelope", "small_flat_rate_box",
                "medium_flat_rate_box", "large_flat_rate_box", "regional_rate_box_a", "regional_rate_box_b"
              ]
            }
            """
    };

    /// <summary>Texts that may be empty.</summary>
    private static readonly Dictionary<string, string> s_labels = new(StringComparer.Ordinal)
    {
        ["BuildingLabel"] = """{ "pattern": "^$|\\S", "maxLength": 20 }""",
        ["ApartmentLabel"] = """{ "pattern": "^$|\\S", "maxLength": 20 }""",
        ["PostOfficeBoxLabel"] = """{ "pattern": "^$|\\S", "maxLength": 20 }"""
    };

    private static readonly string[] s_ofOrder = [nameof(OrderFieldRules), nameof(BillToRules)];

    public static void Add(RuleShape shape, JsonObject node)
    {
        if (s_types.TryGetValue(shape.Type.Name, out var together)) Merge(node, together);
        if (shape.Type.IsAssignableTo(typeof(ValueSource))) Merge(node, OneSource);
        if (shape.Type == typeof(FieldSource)) ((JsonArray)node["allOf"]!).Add(JsonNode.Parse(Default));
    }

    /// <param name="isRule">False for settings.</param>
    public static void Add(RuleMember member, JsonObject node, bool isRule)
    {
        if (member.Property is not { } property) return;
        Limits(property, node);
        if (property.DeclaringType!.Assembly != typeof(ConnectorRules).Assembly || property.DeclaringType.Namespace?.StartsWith("Connector.Core.Rules", StringComparison.Ordinal) != true) return;
        if (s_labels.TryGetValue(property.Name, out var label)) Merge(node, label);
        else Texts(member.Shape, node);
        if (s_members.TryGetValue(property.Name, out var alike)) Merge(node, alike);
        if (s_members.TryGetValue($"{property.DeclaringType.Name}.{property.Name}", out var own)) Merge(node, own);
        if (property is { Name: nameof(TagRules.OnWarning), DeclaringType.Name: nameof(TagRules) }) node["propertyNames"] = new JsonObject { ["enum"] = Names(WarningCodes.All) };
        if (isRule) Source(member, property, node);
    }

    /// <summary>Definitions that the details refer to.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode>> Definitions(bool isRule)
    {
        yield return new("Country", new JsonObject
        {
            ["type"] = "string", ["description"] = "Two capital letters of ISO 3166-1.", ["pattern"] = "^[A-Z]{2}$", ["examples"] = Names(Countries.Split(' '))
        });
        if (!isRule) yield break;
        yield return new("NoUnit", Parse("""{ "properties": { "Unit": { "type": "null" }, "Fallbacks": { "items": { "$ref": "#/$defs/NoUnit" } }, "When": { "items": { "$ref": "#/$defs/NoUnit" } } } }"""));
        yield return new("WithUnit", Parse("""
            { "anyOf": [{ "required": ["Unit"] }, { "required": ["Shared"] }, { "required": ["When"], "properties": { "When": { "items": { "$ref": "#/$defs/WithUnit" } } } }] }
            """));
        yield return new("WeightUnit", Units("WeightUnit", WeightReader.Units));
        yield return new("LengthUnit", Units("LengthUnit", LengthReader.Units));
        yield return new("OfOrder", Parse("""
            {
              "properties": {
                "Attribute": { "type": "null" }, "Fallbacks": { "items": { "$ref": "#/$defs/OfOrder" } }, "When": { "items": { "$ref": "#/$defs/OfOrder" } },
                "Lookup": { "properties": { "Of": { "$ref": "#/$defs/OfOrder" } } }
              }
            }
            """));
    }

    private static void Limits(PropertyInfo property, JsonObject node)
    {
        if (property.GetCustomAttribute<RangeAttribute>() is { } range)
        {
            node["minimum"] = Convert.ToDecimal(range.Minimum, CultureInfo.InvariantCulture);
            node["maximum"] = Convert.ToDecimal(range.Maximum, CultureInfo.InvariantCulture);
        }
        if (property.GetCustomAttribute<MinLengthAttribute>() is { } length) node["minLength"] = length.Length;
    }

    /// <summary>No text of the rules may be blank, and no list has the same twice.</summary>
    private static void Texts(RuleShape shape, JsonObject node)
    {
        if (shape.Kind == RuleKind.Text) node["pattern"] = NotBlank;
        if (shape.Kind == RuleKind.Map) Merge(node, """{ "propertyNames": { "pattern": "^[^:]*[^:\\s][^:]*$" } }""");
        if (shape is { Kind: RuleKind.Map, Item.Kind: RuleKind.Text }) Merge(node, """{ "additionalProperties": { "pattern": "\\S" } }""");
        if (shape.Kind != RuleKind.List) return;
        if (shape.MayBeAlone) Merge(node, """{ "pattern": "\\S", "items": { "pattern": "\\S" } }""");
        if (shape.Item!.Kind is RuleKind.Text or RuleKind.Choice or RuleKind.Date or RuleKind.TimeOfDay or RuleKind.Scalar) node["uniqueItems"] = true;
        if (shape.Item.Kind == RuleKind.Text) Merge(node, """{ "items": { "pattern": "\\S" } }""");
        if (shape.Item.Kind == RuleKind.Object) Merge(node, """{ "items": { "minProperties": 1 } }""");
    }

    private static void Source(RuleMember member, PropertyInfo property, JsonObject node)
    {
        if (property.Name == nameof(ValueSource.Format) && property.DeclaringType == typeof(ValueSource)) node["enum"] = Names([.. SourceFormats.Names, null]);
        var isSource = property.PropertyType.IsAssignableTo(typeof(ValueSource));
        if (property.Name == nameof(MappingRules.Shared) && member.Shape.Kind == RuleKind.Map) Merge(node, """{ "additionalProperties": { "allOf": [{ "$ref": "#/$defs/NoUnit" }] } }""");
        if (!isSource) return;
        var (owner, name) = (property.DeclaringType!.Name, property.Name);
        var unit = owner is nameof(ItemFieldRules) or nameof(PackageRules)
            ? name switch { "Weight" => "WeightUnit", "Length" or "Width" or "Height" => "LengthUnit", _ => null }
            : null;
        var together = new JsonArray(Reference(unit ?? "NoUnit"));
        if (s_ofOrder.Contains(owner) || (owner == nameof(PackageRules) && name == "Weight")) together.Add((JsonNode)Reference("OfOrder"));
        if (unit is null)
        {
            node["allOf"] = together;
            return;
        }
        // Fallbacks have the unit of the source before them.
        together.Add(JsonNode.Parse("""
            { "if": { "type": "object" }, "then": { "allOf": [{ "$ref": "#/$defs/WithUnit" }, { "if": { "required": ["Unit"] }, "else": { "properties": { "Fallbacks": { "items": { "$ref": "#/$defs/WithUnit" } } } } }] } }
            """));
        node["allOf"] = together;
    }

    private static JsonObject Units(string name, IEnumerable<string> units) => new()
    {
        ["properties"] = new JsonObject
        {
            ["Unit"] = new JsonObject { ["enum"] = Names([.. units, UnitText.Stated, null]) },
            ["Fallbacks"] = new JsonObject { ["items"] = Reference(name) },
            ["When"] = new JsonObject { ["items"] = Reference(name) }
        }
    };

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    private static JsonArray Names(IEnumerable<string?> names) => new([.. names.Select(static n => (JsonNode?)n)]);

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;

    private static void Merge(JsonObject node, string more) => Merge(node, Parse(more));

    private static void Merge(JsonObject node, JsonObject more)
    {
        foreach (var (name, value) in more)
        {
            if (node[name] is JsonObject inside && value is JsonObject inner) Merge(inside, inner);
            else if (node[name] is JsonArray list && value is JsonArray entries) foreach (var entry in entries.Where(e => !list.Any(known => JsonNode.DeepEquals(known, e)))) list.Add(entry?.DeepClone());
            else node[name] = value?.DeepClone();
        }
    }

    private const string Countries =
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ "
        + "EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ "
        + "LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA "
        + "RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";
}
