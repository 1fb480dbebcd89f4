using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connector.Commercetools.Wire;

/// <summary>A reference by id or by key; <see cref="Obj"/> is there when it was expanded.</summary>
internal sealed record WireReference
{
    [JsonConverter(typeof(RepeatedText))]
    public string? TypeId { get; set; }
    public string? Id { get; set; }
    public string? Key { get; set; }
    public WireExpanded? Obj { get; set; }
}

/// <summary>What we read of an expanded reference, whatever it is.</summary>
internal sealed record WireExpanded
{
    public string? Key { get; set; }
    public WirePaymentMethod? PaymentMethodInfo { get; set; }
    public List<WireTransaction?>? Transactions { get; set; }
}

/// <summary>Of a payment.</summary>
internal sealed record WireTransaction
{
    public string? Type { get; set; }
    public string? State { get; set; }
    public DateTimeOffset? Timestamp { get; set; }
    public WireMoney? Amount { get; set; }
}

internal sealed record WirePaymentMethod
{
    public string? Method { get; set; }
}

/// <summary>Custom fields.</summary>
internal sealed record WireCustom
{
    public WireReference? Type { get; set; }

    /// <summary>An object, or something odd.</summary>
    public JsonElement Fields { get; set; }
}
