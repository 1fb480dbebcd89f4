using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;

namespace Connector.Simulators.Commercetools.Seeds;

/// <summary>Payments of seeded orders: they are not stored, but told from the order when a reference to them is expanded.</summary>
internal static class SeedPayments
{
    private const string Mark = "9a9a00";
    private static readonly string[] Methods = ["CREDIT_CARD", "PAYPAL", "INVOICE", "APPLE_PAY", "GIFT_CARD"];

    public static string Id(string orderId, int method) =>
        string.Create(CultureInfo.InvariantCulture, $"{Mark}{method:x2}{SeedIds.Uuid("payment/" + orderId)[8..]}");

    /// <summary>Null for a payment that no seed made.</summary>
    public static ReadOnlyMemory<byte>? Describe(string id, JsonElement order)
    {
        if (id.Length != 36 || !id.StartsWith(Mark, StringComparison.Ordinal)) return null;
        if (!int.TryParse(id.AsSpan(Mark.Length, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var method) || method >= Methods.Length) return null;
        var amount = order.TryGetProperty("taxedPrice", out var taxed) ? taxed.GetProperty("totalGross") : order.GetProperty("totalPrice");
        var created = order.GetProperty("createdAt").GetString();
        return ApiResponse.ToUtf8(new JsonObject
        {
            ["id"] = id,
            ["version"] = 3,
            ["createdAt"] = created,
            ["lastModifiedAt"] = created,
            ["amountPlanned"] = JsonNode.Parse(amount.GetRawText()),
            ["paymentMethodInfo"] = new JsonObject { ["paymentInterface"] = "simulated", ["method"] = Methods[method] },
            ["paymentStatus"] = new JsonObject(),
            ["transactions"] = Transactions(id, order, amount, created),
            ["interfaceInteractions"] = new JsonArray(),
        });
    }

    /// <summary>What fits the order's payment state; none where it has no such state.</summary>
    private static JsonArray Transactions(string id, JsonElement order, JsonElement amount, string? created)
    {
        var state = order.TryGetProperty("paymentState", out var named) ? named.GetString() : null;
        var (type, outcome) = state switch
        {
            "Paid" or "CreditOwed" or "BalanceDue" => ("Charge", "Success"),
            "Pending" => ("Authorization", "Pending"),
            "Failed" => ("Charge", "Failure"),
            _ => ("", "")
        };
        if (type.Length == 0) return [];
        var money = JsonNode.Parse(amount.GetRawText())!.AsObject();
        if (state == "BalanceDue") money["centAmount"] = money["centAmount"]!.GetValue<long>() / 2;
        return [new JsonObject { ["id"] = SeedIds.Uuid("transaction/" + id), ["timestamp"] = created, ["type"] = type, ["amount"] = money, ["state"] = outcome }];
    }
}
