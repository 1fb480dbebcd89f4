using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Amounts;
using Connector.Core.Rules.Mapping.Items;
using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Mapping.Texts;

namespace Connector.Core.Rules.Mapping.Parcels;

/// <summary>Pure: the customs declaration.</summary>
internal sealed class CustomsMapping(CustomsRules rules, SourceCompiler compiler)
{
    private const int LeastTariffDigits = 6;
    private readonly CustomsBorder _border = new(rules);
    internal static readonly CompiledSource? BuiltInDescription = CompiledSource.Attributes(SourceFormat.Text, ("customs-description", null), ("customsDescription", null));
    internal static readonly CompiledSource? BuiltInTariffCode = CompiledSource.Attributes(SourceFormat.Text, ("hs-code", null), ("hsCode", null), ("tariff-code", null), ("tariffCode", null));
    internal static readonly CompiledSource? BuiltInOrigin = CompiledSource.Attributes(SourceFormat.EnumKey, ("country-of-origin", null), ("countryOfOrigin", null), ("origin-country", null));
    private readonly TargetSource _description = new(compiler, "Customs.Items[].Description", rules.Description, SourceFormat.Text, BuiltInDescription);
    private readonly TargetSource _tariffCode = new(compiler, "Customs.Items[].HarmonizedTariffCode", rules.TariffCode, SourceFormat.Text, BuiltInTariffCode);
    private readonly TargetSource _origin = new(compiler, "Customs.Items[].CountryOfOrigin", rules.CountryOfOrigin, SourceFormat.EnumKey, BuiltInOrigin);

    /// <inheritdoc cref="CustomsBorder.IsCrossed"/>
    public bool Needed(string locationKey, ShippingAddress shipTo) => _border.IsCrossed(locationKey, shipTo);

    public Customs Create(IReadOnlyList<CustomsItem> items, bool gift) => new(gift ? "gift" : rules.Contents, rules.NonDelivery, items);

    /// <summary>The lines of the declaration for one item: one, or two where its value does not divide by its units.</summary>
    /// <param name="value">Of all units, without tax, after discounts. What is given away is declared with its list price: zero is no value to customs.</param>
    /// <param name="digits">Of the currency on the wire.</param>
    public IEnumerable<CustomsItem> Items(MappingRun run, OrderLine line, ShippingItem item, decimal value, int digits)
    {
        var description = run.Fit(FieldLimits.CustomsDescription, Description(run, line, item), line) ?? "";
        var code = run.Fit(FieldLimits.CustomsTariffCode, _tariffCode.TryText(run, line, out var tariff) ? TariffCode(tariff) : null, line);
        var origin = _origin.TryText(run, line, out var country) ? Country(country) : null;
        if (value <= 0m) value = decimal.Round((line.DiscountedUnitPrice ?? line.UnitPrice)?.Amount * item.Quantity ?? 0m, digits, MidpointRounding.AwayFromZero);
        value = Math.Max(value, 0m);
        Incomplete(run, line, code is null, origin is null, value == 0m);
        return UnitValues.Split(value, item.Quantity, digits)
            .Select(part => new CustomsItem(description, part.Units, PlainDecimal.From(part.Value), code, origin));
    }

    /// <summary>In English where there is any: customs read it everywhere.</summary>
    private string Description(MappingRun run, OrderLine line, ShippingItem item)
    {
        var text = _description.TryText(run, line, run.Locales.InEnglishFirst(), out var reported) ? reported : null;
        text = LabelText.Line(text ?? ItemNames.English(run.Locales, line) ?? item.Name, out var removed);
        if (removed) run.Warn(WarningCodes.CharactersRemoved, _description.Field, "Emoji, control characters or others that no form shows were taken out.");
        return text ?? item.Sku ?? item.LineItemKey;
    }

    /// <summary>Fewer than six digits are no code: every country reads at least six.</summary>
    private static string? TariffCode(string? text) => TextCleaner.Code(text) is { } code && code.Count(char.IsAsciiDigit) >= LeastTariffDigits ? code : null;

    private static string? Country(string? text) =>
        TextCleaner.Code(text)?.ToUpperInvariant() is { Length: 2 } code && code.All(char.IsAsciiLetterUpper) ? code : null;

    private void Incomplete(MappingRun run, OrderLine line, bool noCode, bool noOrigin, bool noValue)
    {
        if (!noCode && !noOrigin && !noValue) return;
        var field = noCode ? _tariffCode.Field : noOrigin ? _origin.Field : "Customs.Items[].Value";
        var what = string.Join(" and no ", new[] { noCode ? "tariff code" : null, noOrigin ? "country of origin" : null, noValue ? "value" : null }.OfType<string>());
        var text = $"Line {MappingRun.Label(line)} has no {what}.";
        run.Warn(WarningCodes.CustomsIncomplete, field, text);
        if (rules.WhenIncomplete == MissingChoice.Hold) run.Hold(field, text);
        if (rules.WhenIncomplete == MissingChoice.Reject) run.Refuse(ErrorCodes.FieldInvalid, field, text);
    }
}
