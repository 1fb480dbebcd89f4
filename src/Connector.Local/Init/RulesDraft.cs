using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Connector.ShipStation;

namespace Connector.Local.Init;

/// <summary>Writes a first rules file with comments: what was chosen, and beside it what else the accounts offer.</summary>
internal sealed class RulesDraft
{
    private const int Width = 150;
    private static readonly JsonSerializerOptions s_text = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly StringBuilder _text = new();
    private readonly AccountOffers _offers;
    private readonly InitChoices _choices;

    private RulesDraft(AccountOffers offers, InitChoices choices) => (_offers, _choices) = (offers, choices);

    public static string Write(AccountOffers offers, InitChoices choices)
    {
        var draft = new RulesDraft(offers, choices);
        draft.Line(0, "{");
        draft.Comment(1, "The rules of this shop, made by connector init from what both accounts offer. All kinds of rules: docs/rules.md. Check: connector rules check --accounts");
        draft.Line(1, "\"$schema\": \"./connector.schema.json\",");
        draft.Selection();
        draft.Locations();
        draft.Routing();
        draft.Services();
        draft.Mapping();
        draft.Line(0, "}");
        return draft._text.ToString();
    }

    private void Selection()
    {
        Line(0, "");
        Comment(1, "Which orders are sent: by default those that are open, paid and not shipped.");
        List("Stores of recent orders", _offers.Stores);
        List("Custom fields of recent orders and lines", _offers.CustomFields);
        Line(1, "\"Selection\": {");
        Comment(2, "Time for the customer to change their mind.");
        Line(2, "\"MinimumAge\": \"00:00:00\",");
        Comment(2, "\"Stores\": { \"In\": [\"...\"] }, \"SkipWhen\": [{ \"Name\": \"custom field\" }]");
        Line(1, "},");
    }

    private void Locations()
    {
        Line(0, "");
        Comment(1, "Where goods leave from. Keys stay with open orders: do not change one in use. They are the keys of the shop's supply channels, too.");
        foreach (var account in _offers.Shipping)
        {
            List($"Stores of account {account.Account}", account.Stores.Select(static s => $"{s.StoreId} {s.StoreName}{(s.MarketplaceId is null or 0 ? "" : $" (imports from {s.MarketplaceName})")}"));
            List($"Warehouses of account {account.Account}", account.Warehouses.Select(static w => $"{w.WarehouseId} {w.WarehouseName}"));
            List($"Tags of account {account.Account}", account.Tags.Select(static t => $"{t.TagId} {t.Name}"));
        }
        List("Channels of the shop", _offers.Channels);
        Line(1, "\"Locations\": [");
        foreach (var location in _choices.Locations)
        {
            var account = location.Account == ShipStationOptions.DefaultAccount ? "" : $"\"Account\": {Text(location.Account)}, ";
            var warehouse = location.WarehouseId is { } id ? string.Create(CultureInfo.InvariantCulture, $", \"WarehouseId\": {id}") : "";
            Line(2, string.Create(CultureInfo.InvariantCulture, $"{{ \"Key\": {Text(location.Key)}, {account}\"StoreId\": {location.StoreId}{warehouse} }},"));
        }
        Line(1, "],");
    }

    private void Routing()
    {
        Line(0, "");
        Comment(1, "Which line leaves from where: the first rule that matches; else the default location.");
        List("Ship-to countries of recent orders", _offers.Countries);
        Line(1, "\"Routing\": {");
        Line(2, $"\"DefaultLocation\": {Text(_choices.Locations[0].Key)},");
        Line(2, "\"Rules\": [");
        foreach (var location in _choices.Locations.Skip(1))
            Line(3, $"{{ \"Name\": {Text($"the shop says {location.Key}")}, \"SupplyChannels\": [{Text(location.Key)}], \"Location\": {Text(location.Key)} }},");
        Comment(3, $"{{ \"Name\": \"by country\", \"Countries\": [\"DE\"], \"Location\": {Text(_choices.Locations[^1].Key)} }},");
        Line(2, "],");
        Line(1, "},");
    }

    private void Services()
    {
        Line(0, "");
        Comment(1, "Which service of which carrier a shipping method means. A method without a rule is passed on as text; with \"Unmapped\": \"Hold\" its orders are sent on hold.");
        foreach (var account in _offers.Shipping)
        {
            foreach (var (carrier, services) in account.Services) List($"Services of {carrier}", services.Select(static s => s.Code));
            foreach (var (carrier, packages) in account.Packages) List($"Packages of {carrier}", packages.Select(static p => p.Code));
        }
        Line(1, "\"Services\": {");
        Line(2, "\"Unmapped\": \"Pass\",");
        Line(2, "\"Rules\": [");
        foreach (var rule in _choices.Services)
        {
            var package = rule.Package is null ? "" : $", \"Package\": {Text(rule.Package)}";
            Line(3, $"{{ \"Name\": {Text(rule.Method)}, \"Methods\": [{Text(rule.Method)}], \"Carrier\": {Text(rule.Carrier)}, \"Service\": {Text(rule.Service)}{package} }},");
        }
        foreach (var method in _offers.Methods.Select(static m => m.Key ?? m.Name).Where(m => _choices.Services.All(rule => rule.Method != m)))
            Comment(3, $"{{ \"Name\": {Text(method)}, \"Methods\": [{Text(method)}], \"Carrier\": \"...\", \"Service\": \"...\" }},");
        Line(2, "],");
        Line(1, "},");
    }

    private void Mapping()
    {
        Line(0, "");
        Comment(1, "What each field of the ShipStation order holds; what has no rule here: docs/mapping.md.");
        List("Attributes of the shop's product types", _offers.Attributes);
        Line(1, "\"Mapping\": {");
        Line(2, "\"Items\": {");
        if (_choices.WeightAttribute is { } weight) Line(3, $"\"Weight\": {{ \"Attribute\": {Text(weight)}, \"Unit\": {Text(_choices.WeightUnit ?? "g")} }},");
        else Comment(3, "\"Weight\": { \"Attribute\": \"...\", \"Unit\": \"g\" },");
        Line(2, "},");
        Line(2, "\"Order\": {");
        Comment(3, "\"CustomField3\": { \"CustomField\": \"...\" },");
        Line(2, "},");
        Line(1, "},");
    }

    private void List(string what, IEnumerable<string?> names)
    {
        var all = names.OfType<string>().ToList();
        if (all.Count > 0) Comment(1, $"{what}: {string.Join(", ", all)}.");
    }

    /// <summary>Names come from the accounts: no line break of theirs may end a comment.</summary>
    private void Comment(int depth, string text)
    {
        var line = new StringBuilder();
        foreach (var word in string.Concat(text.Select(static c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Split(' '))
        {
            if (line.Length > 0 && line.Length + word.Length > Width)
            {
                Line(depth, $"// {line}");
                line.Clear();
            }
            line.Append(line.Length == 0 ? "" : " ").Append(word);
        }
        Line(depth, $"// {line}");
    }

    private void Line(int depth, string text) => _text.Append(' ', text.Length == 0 ? 0 : depth * 2).Append(text).Append('\n');

    private static string Text(string text) => JsonSerializer.Serialize(text, s_text);
}
