using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping.Texts;
using Connector.Core.Rules.Selection.Conditions;
using Connector.Core.Rules.Selection.Routing;

namespace Connector.Core.Rules.Mapping;

/// <summary>What one mapping of one order has found out so far: warnings, the first refusal, whether to hold; and the origins, when someone asks for them.</summary>
internal sealed class MappingRun(Order order, IList<string> locales, bool shortenFreeTexts, MappingTrace? trace)
{
    private const int MaxWarnings = 200;
    private List<MappingWarning>? _warnings;
    private HashSet<string>? _groupCodes;
    private PostalAddress? _address = order.ShippingAddress;

    public Order Order { get; } = order;
    public MappingTrace? Trace { get; } = trace;

    /// <summary>The languages that texts are wanted in.</summary>
    public TextLocales Locales { get; private set; } = new(order.Locale, locales, country: null);
    public MappingProblem? Problem { get; private set; }

    /// <summary>The field whose rule holds the order; null when none does.</summary>
    public string? HeldBy { get; private set; }
    public IReadOnlyList<MappingWarning> Warnings => _warnings is null ? [] : _warnings;

    /// <summary>Codes of the warnings of this group, for tags; null when there are none.</summary>
    public IReadOnlySet<string>? GroupCodes => _groupCodes;

    /// <summary>The part that is being mapped; null before the first.</summary>
    public FulfillmentGroup? Group { get; private set; }

    /// <summary>The delivery method of the part.</summary>
    public OrderShipping? Shipping => Group?.Shipping ?? (Order.Shippings.Count > 0 ? Order.Shippings[0] : null);

    /// <summary>As the shipping order has it; before that is known, as the shop has it.</summary>
    public string? ShipToCountry { get; private set; } = order.ShippingAddress?.Country;

    /// <summary>Units of the line that is being mapped, in this part.</summary>
    public long Units { get; set; }

    /// <summary>Weight of the part; null before it is known.</summary>
    public decimal? Grams { get; set; }

    /// <summary>What conditions ask, of a line or of the part as a whole.</summary>
    public ConditionFacts Facts(OrderLine? line) => new()
    {
        Order = Order, Line = line, Lines = Group?.Lines, LocationKey = Group?.Location.Key, Country = ShipToCountry, State = _address?.State, Region = _address?.Region,
        PostalCode = _address?.PostalCode, Shipping = Shipping, Grams = Grams
    };

    public void BeginGroup(FulfillmentGroup group)
    {
        Group = group;
        _groupCodes = null;
        HeldBy = null;
        Grams = null;
        (_address, ShipToCountry) = (group.Address, group.Address?.Country);
    }

    /// <summary>From here on texts are read in this country.</summary>
    public void GoesTo(PostalAddress? address, string? country)
    {
        (_address, ShipToCountry) = (address, country);
        Locales = new TextLocales(Order.Locale, locales, country);
    }

    /// <summary>A value that somebody set for this field of this order; null without one.</summary>
    public string? Overridden(string field)
    {
        foreach (var set in Order.Overrides)
        {
            if (set.Field != field) continue;
            Trace?.Say(field, $"set for this order by {set.By}");
            return set.Value;
        }
        return null;
    }

    public void Warn(string code, string field, string text)
    {
        (_groupCodes ??= []).Add(code);
        _warnings ??= [];
        if (_warnings.Count >= MaxWarnings) return;
        // Groups share addresses and notes: said once is enough.
        var warning = new MappingWarning(code, field, text);
        if (!_warnings.Contains(warning)) _warnings.Add(warning);
    }

    public void Hold(string field, string text)
    {
        HeldBy ??= field;
        Warn(WarningCodes.Held, field, text);
    }

    /// <summary>The first refusal counts.</summary>
    public void Refuse(string code, string field, string text) => Problem ??= new MappingProblem(code, field, text);

    /// <summary>The text when it fits; otherwise what the limit's rule says, never in silence. Null stays null.</summary>
    public string? Fit(FieldLimit limit, string? text, OrderLine? line = null)
    {
        if (text is null || text.Length <= limit.Length) return text;
        var where = line is null ? "" : $" (line {Label(line)})";
        switch (limit.TooLong)
        {
            case TooLong.Shorten when shortenFreeTexts:
                Warn(WarningCodes.TextShortened, limit.Field, $"{text.Length} characters{where}, {limit.Length} fit: shortened.");
                return Shortener.To(text, limit.Length);
            case TooLong.LeaveOut:
                Warn(WarningCodes.ValueLeftOut, limit.Field, $"{text.Length} characters{where}, {limit.Length} fit: left out.");
                return null;
            default:
                Refuse(ErrorCodes.FieldTooLong, limit.Field, $"{text.Length} characters{where}, {limit.Length} fit.");
                return null;
        }
    }

    /// <summary>How messages name a line: never by what it is called, which may be anything.</summary>
    public static string Label(OrderLine line) => Shortener.To(TextCleaner.Code(line.Sku) ?? TextCleaner.Code(line.Slug) ?? line.Id, 60);
}
