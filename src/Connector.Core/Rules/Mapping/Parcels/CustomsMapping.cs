using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Amounts;
using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Mapping.Texts;

namespace Connector.Core.Rules.Mapping.Parcels;

/// <summary>Pure: the customs declaration.</summary>
internal sealed class CustomsMapping(CustomsRules rules)
{
    private readonly CustomsBorder _border = new(rules);
    private readonly TargetSource _description = new(
        "Customs.Items[].Description", rules.Description, SourceFormat.Text,
        CompiledSource.Attributes(SourceFormat.Text, ("customs-description", null), ("customsDescription", null)));
    private readonly TargetSource _tariffCode = new(
        "Customs.Items[].HarmonizedTariffCode", rules.TariffCode, SourceFormat.Text,
        CompiledSource.Attributes(SourceFormat.Text, ("hs-code", null), ("hsCode", null), ("tariff-code", null), ("tariffCode", null)));
    private readonly TargetSource _origin = new(
        "Customs.Items[].CountryOfOrigin", rules.CountryOfOrigin, SourceFormat.EnumKey,
        CompiledSource.Attributes(SourceFormat.EnumKey, ("country-of-origin", null), ("countryOfOrigin", null), ("origin-country", null)));

    /// <inheritdoc cref="CustomsBorder.IsCrossed"/>
    public bool Needed(string locationKey, string? shipTo) => _border.IsCrossed(locationKey, shipTo);

    public Customs Create(IReadOnlyList<CustomsItem> items, bool gift) => new(gift ? "gift" : rules.Contents, rules.NonDelivery, items);

    /// <summary>One line of the declaration.</summary>
    /// <param name="value">Of all units after discounts. What is given away is declared with its list price: zero is no value to customs.</param>
    public CustomsItem Item(MappingRun run, OrderLine line, ShippingItem item, decimal value)
    {
        var description = (_description.TryText(run, line, out var reported) ? TextCleaner.Line(reported) : null) ?? item.Name;
        var code = run.Fit(FieldLimits.CustomsTariffCode, _tariffCode.TryText(run, line, out var tariff) ? TextCleaner.Code(tariff) : null, line);
        var origin = _origin.TryText(run, line, out var country) ? Country(country) : null;
        if (code is null || origin is null) Incomplete(run, line, code is null, origin is null);
        if (value <= 0m) value = (line.DiscountedUnitPrice ?? line.UnitPrice)?.Amount * item.Quantity ?? 0m;
        return new CustomsItem(
            run.Fit(FieldLimits.CustomsDescription, description, line) ?? "", item.Quantity,
            PlainDecimal.From(decimal.Round(Math.Max(value, 0m), 2, MidpointRounding.AwayFromZero)), code, origin);
    }

    private static string? Country(string? text) =>
        TextCleaner.Code(text)?.ToUpperInvariant() is { Length: 2 } code && code.All(char.IsAsciiLetterUpper) ? code : null;

    private void Incomplete(MappingRun run, OrderLine line, bool noCode, bool noOrigin)
    {
        var field = noCode ? _tariffCode.Field : _origin.Field;
        var what = noCode && noOrigin ? "tariff code and no country of origin" : noCode ? "tariff code" : "country of origin";
        var text = $"Line {MappingRun.Label(line)} has no {what}.";
        run.Warn(WarningCodes.CustomsIncomplete, field, text);
        if (rules.WhenIncomplete == MissingChoice.Hold) run.Hold(field, text);
        if (rules.WhenIncomplete == MissingChoice.Reject) run.Refuse(ErrorCodes.FieldInvalid, field, text);
    }
}
