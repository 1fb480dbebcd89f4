using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Mapping.Texts;
using Connector.Core.Rules.Selection;

namespace Connector.Core.Rules.Mapping;

/// <summary>Pure: the fields that concern the order as a whole, each from its sources or the connector's own default.</summary>
internal sealed class OrderFields(OrderFieldRules rules, SourceCompiler compiler, int tieField)
{
    private static readonly string[] s_confirmations = ["none", "delivery", "signature", "adult_signature", "direct_signature"];

    private readonly TargetSource _paidAt = new(compiler, "PaidAt", rules.PaidAt, SourceFormat.Date);
    private readonly TargetSource _shipBy = new(compiler, "ShipBy", rules.ShipBy, SourceFormat.Date, CompiledSource.CustomFields(SourceFormat.Date, "shipBy", "shipByDate", "ship-by"));
    private readonly TargetSource _shipDate = new(compiler, "ShipDate", rules.ShipDate, SourceFormat.Date);
    private readonly TargetSource _username = new(compiler, "CustomerUsername", rules.CustomerUsername, SourceFormat.Text);
    private readonly TargetSource _email = new(compiler, "CustomerEmail", rules.CustomerEmail, SourceFormat.Text);
    private readonly TargetSource _customerNotes = new(compiler, "CustomerNotes", rules.CustomerNotes, SourceFormat.Text,
        CompiledSource.CustomFields(SourceFormat.Text, "customerNotes", "customerNote", "customer-notes", "deliveryInstructions", "orderComment"));
    private readonly TargetSource _internalNotes = new(compiler, "InternalNotes", rules.InternalNotes, SourceFormat.Text,
        CompiledSource.CustomFields(SourceFormat.Text, "internalNotes", "internalNote", "internal-notes"));
    private readonly TargetSource _gift = new(compiler, "Gift", rules.Gift, SourceFormat.Boolean, CompiledSource.CustomFields(SourceFormat.Boolean, "gift", "isGift", "is-gift"));
    private readonly TargetSource _giftMessage = new(compiler, "GiftMessage", rules.GiftMessage, SourceFormat.Text, CompiledSource.CustomFields(SourceFormat.Text, "giftMessage", "gift-message"));
    private readonly TargetSource _paymentMethod = new(compiler, "PaymentMethod", rules.PaymentMethod, SourceFormat.Text);
    private readonly TargetSource _requestedService = new(compiler, "RequestedService", rules.RequestedService, SourceFormat.Text);
    private readonly TargetSource _confirmation = new(compiler, "Confirmation", rules.Confirmation, SourceFormat.EnumKey);
    private readonly TargetSource[] _custom =
    [
        new(compiler, "CustomField1", rules.CustomField1, SourceFormat.Text),
        new(compiler, "CustomField2", rules.CustomField2, SourceFormat.Text),
        new(compiler, "CustomField3", rules.CustomField3, SourceFormat.Text)
    ];
    private readonly TargetSource _source = new(compiler, "Source", rules.Source, SourceFormat.Text);
    private readonly TargetSource _nonMachinable = new(compiler, "NonMachinable", rules.NonMachinable, SourceFormat.Boolean);
    private readonly TargetSource _saturday = new(compiler, "SaturdayDelivery", rules.SaturdayDelivery, SourceFormat.Boolean);
    private readonly TargetSource _alcohol = new(compiler, "ContainsAlcohol", rules.ContainsAlcohol, SourceFormat.Boolean);

    public DateTimeOffset? PaidAt(MappingRun run) => _paidAt.TryInstant(run, out var at) ? at : PaymentFacts.PaidAt(run.Order)?.ToUniversalTime();
    public DateTimeOffset? ShipBy(MappingRun run) => _shipBy.Instant(run);
    public DateOnly? ShipDate(MappingRun run) => _shipDate.Date(run);
    public bool NonMachinable(MappingRun run) => _nonMachinable.IsTrue(run, null);
    public bool SaturdayDelivery(MappingRun run) => _saturday.IsTrue(run, null);
    public bool ContainsAlcohol(MappingRun run) => _alcohol.IsTrue(run, null);

    public string? CustomerNotes(MappingRun run) => run.Fit(FieldLimits.CustomerNotes, _customerNotes.TryText(run, null, out var t) ? TextCleaner.Block(t) : null);

    public string? InternalNotes(MappingRun run) => run.Fit(FieldLimits.InternalNotes, _internalNotes.TryText(run, null, out var t) ? TextCleaner.Block(t) : null);

    public string? GiftMessage(MappingRun run) => run.Fit(FieldLimits.GiftMessage, _giftMessage.TryText(run, null, out var t) ? TextCleaner.Block(t) : null);

    /// <summary>What is a gift by its message needs no flag of its own.</summary>
    public bool Gift(MappingRun run, string? message) =>
        _gift.TryText(run, null, out var text) ? SourceFormats.TryBoolean(text, out var yes) && yes : message is not null;

    public string? PaymentMethod(MappingRun run) => run.Fit(
        FieldLimits.PaymentMethod, TextCleaner.Line(_paymentMethod.TryText(run, null, out var text) ? text : PaymentFacts.Method(run.Order)));

    public string? Source(MappingRun run) => run.Fit(FieldLimits.Source, _source.TryText(run, null, out var text) ? TextCleaner.Line(text) : "commercetools");

    /// <summary>True when a rule for this field decided; the service rules count otherwise.</summary>
    public bool TryRequestedService(MappingRun run, out string? service)
    {
        var decided = _requestedService.TryText(run, null, out service);
        service = TextCleaner.Line(service);
        return decided;
    }

    public string? Confirmation(MappingRun run, string? chosen)
    {
        if (!_confirmation.TryText(run, null, out var text)) return chosen;
        var word = TextCleaner.Code(text)?.ToLowerInvariant();
        if (word is null || Array.IndexOf(s_confirmations, word) >= 0) return word;
        run.Warn(WarningCodes.ValueLeftOut, _confirmation.Field, $"Not one of {string.Join(", ", s_confirmations)}; left out.");
        return chosen;
    }

    public string? Email(MappingRun run, PostalAddress? shipTo)
    {
        if (_email.TryText(run, null, out var reported)) return run.Fit(FieldLimits.CustomerEmail, TextCleaner.Code(reported));
        var order = run.Order;
        var email = TextCleaner.Code(order.CustomerEmail) ?? TextCleaner.Code(shipTo?.Email) ?? TextCleaner.Code(order.BillingAddress?.Email);
        return run.Fit(FieldLimits.CustomerEmail, email);
    }

    /// <summary>The e-mail where it fits, else the customer's id: the shipping side makes its customer profiles by it.</summary>
    public string? Username(MappingRun run, string? email)
    {
        if (_username.TryText(run, null, out var reported)) return run.Fit(FieldLimits.CustomerUsername, TextCleaner.Code(reported));
        if (email is not null && email.Length <= FieldLimits.CustomerUsername.Length) return email;
        return run.Fit(FieldLimits.CustomerUsername, TextCleaner.Code(run.Order.CustomerId) ?? email);
    }

    /// <param name="number">1 to 3.</param>
    public string? Custom(MappingRun run, int number, FieldLimit limit)
    {
        if (_custom[number - 1].TryText(run, null, out var text)) return run.Fit(limit, TextCleaner.Line(text));
        if (number == tieField) return run.Fit(limit, TextCleaner.Code(run.Order.NumberOrId));
        return number == 2 ? run.Fit(limit, TextCleaner.Line(run.Order.PurchaseOrderNumber)) : null;
    }
}
