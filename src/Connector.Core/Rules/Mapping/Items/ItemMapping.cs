using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Amounts;
using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Mapping.Texts;

namespace Connector.Core.Rules.Mapping.Items;

/// <summary>Pure: one line as an item of the shipping order, or as an adjustment.</summary>
internal sealed class ItemMapping(ItemFieldRules rules, SourceCompiler compiler)
{
    internal static readonly CompiledSource? BuiltInLocation = CompiledSource.Attributes(SourceFormat.Text, ("warehouse-location", null), ("warehouseLocation", null), ("bin", null));
    internal static readonly CompiledSource? BuiltInUpc = CompiledSource.Attributes(SourceFormat.Text, ("upc", null), ("gtin", null), ("ean", null));
    private readonly ItemWeights _weights = new(rules, compiler);
    private readonly TargetSource _sku = new(compiler, "Items[].Sku", rules.Sku, SourceFormat.Text);
    private readonly TargetSource _name = new(compiler, "Items[].Name", rules.Name, SourceFormat.Text);
    private readonly TargetSource _image = new(compiler, "Items[].ImageUrl", rules.ImageUrl, SourceFormat.Text);
    private readonly TargetSource _fulfillmentSku = new(compiler, "Items[].FulfillmentSku", rules.FulfillmentSku, SourceFormat.Text);
    private readonly TargetSource _bin = new(compiler, "Items[].WarehouseLocation", rules.WarehouseLocation, SourceFormat.Text, BuiltInLocation);
    private readonly TargetSource _upc = new(compiler, "Items[].Upc", rules.Upc, SourceFormat.Text, BuiltInUpc);
    private readonly ItemOptions _options = new(rules, compiler);
    private readonly TargetSource _alcohol = new(compiler, "ContainsAlcohol", rules.ContainsAlcohol, SourceFormat.Boolean);

    public bool ContainsAlcohol(MappingRun run, OrderLine line) => rules.ContainsAlcohol is not null && _alcohol.IsTrue(run, line);

    /// <summary>Goods: something to pack.</summary>
    public ShippingItem Goods(MappingRun run, in LineAmount amount, int index, long units)
    {
        var line = amount.Line;
        var sku = _sku.TryText(run, line, out var named) ? TextCleaner.Code(named) : ItemNames.Sku(line);
        var name = (_name.TryText(run, line, out var called) ? TextCleaner.Line(called) : null) ?? ItemNames.Choose(run.Locales, line, sku, index);
        if (units > int.MaxValue) run.Refuse(ErrorCodes.FieldInvalid, "Items[].Quantity", $"{units} units of line {MappingRun.Label(line)} are too many.");
        return new ShippingItem
        {
            LineItemKey = run.Fit(FieldLimits.ItemKey, Key(line, index), line) ?? "",
            Sku = run.Fit(FieldLimits.ItemSku, sku, line),
            Name = run.Fit(FieldLimits.ItemName, name, line) ?? "",
            ImageUrl = run.Fit(FieldLimits.ItemImage, Image(run, line), line),
            Weight = _weights.Find(run, line),
            Quantity = (int)Math.Min(units, int.MaxValue),
            UnitPrice = PlainDecimal.From(amount.UnitPrice),
            TaxAmount = amount.UnitTax is { } tax ? PlainDecimal.From(tax) : null,
            WarehouseLocation = run.Fit(FieldLimits.ItemWarehouseLocation, Text(_bin, run, line), line),
            Options = _options.Compute(run, line),
            FulfillmentSku = run.Fit(FieldLimits.ItemFulfillmentSku, Code(_fulfillmentSku, run, line), line),
            Upc = run.Fit(FieldLimits.ItemUpc, Upc(Code(_upc, run, line)), line)
        };
    }

    /// <summary>An amount that belongs to a line but is nothing to pack: a fee, a discount, a download, part of a bundle.</summary>
    public static ShippingItem Adjustment(MappingRun run, OrderLine line, int index, decimal value, string suffix)
    {
        var name = ItemNames.Choose(run.Locales, line, ItemNames.Sku(line), index) + suffix;
        var key = run.Fit(FieldLimits.ItemKey, $"adjust-{Key(line, index)}", line) ?? "";
        return Adjustment(key, run.Fit(FieldLimits.ItemName, name, line) ?? "", value);
    }

    public static ShippingItem Adjustment(string key, string name, decimal value) =>
        new() { LineItemKey = key, Name = name, Quantity = 1, UnitPrice = PlainDecimal.From(value), Adjustment = true };

    private static string Key(OrderLine line, int index) => string.IsNullOrWhiteSpace(line.Id) ? $"line-{index + 1}" : line.Id;

    private static string? Text(TargetSource source, MappingRun run, OrderLine line) =>
        source.TryText(run, line, out var text) ? TextCleaner.Line(text) : null;

    private static string? Code(TargetSource source, MappingRun run, OrderLine line) =>
        source.TryText(run, line, out var text) ? TextCleaner.Code(text) : null;

    /// <summary>A 13-digit EAN that begins with zero is a 12-digit UPC.</summary>
    private static string? Upc(string? code) => code is { Length: 13 } && code[0] == '0' ? code[1..] : code;

    private string? Image(MappingRun run, OrderLine line)
    {
        if (!_image.TryText(run, line, out var url)) url = line.ImageUrls.Count > 0 ? line.ImageUrls[0] : null;
        url = TextCleaner.Code(url);
        return url is not null
            && (url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) ? url : null;
    }
}
