using System.Text.Json.Nodes;
using Xunit;

namespace Connector.Tests.Simulators.Commercetools;

public sealed class PaymentTests
{
    private const string Draft = """
        { "key": "pay-1", "amountPlanned": { "currencyCode": "USD", "centAmount": 2000 }, "paymentMethodInfo": { "method": "CARD" },
          "transactions": [ { "type": "Authorization", "amount": { "currencyCode": "USD", "centAmount": 2000 }, "state": "Success" } ] }
        """;

    [Fact]
    public async Task A_payment_is_made_and_its_transactions_move_on()
    {
        await using var probe = await ApiProbe.StartAsync();
        var made = (await probe.PostAsync("demo/payments", Draft)).Ok();
        Assert.Equal("Success", (string?)made["transactions"]![0]!["state"]);
        var added = (await probe.PostAsync($"demo/payments/{made["id"]}", Actions(1, """{"action":"addTransaction","transaction":{"type":"Charge","amount":{"currencyCode":"USD","centAmount":2000}}}"""))).Ok();
        var charge = added["transactions"]![1]!;
        Assert.Equal("Initial", (string?)charge["state"]);
        var changed = (await probe.PostAsync($"demo/payments/key=pay-1", Actions(2, $$"""{"action":"changeTransactionState","transactionId":"{{charge["id"]}}","state":"Failure"}"""))).Ok();
        Assert.Equal("Failure", (string?)changed["transactions"]![1]!["state"]);
        (await probe.PostAsync("demo/payments", """{"transactions":[]}""")).Refused(400, "InvalidJsonInput");
    }

    [Fact]
    public async Task An_order_shows_its_payments_when_it_is_asked_for_them()
    {
        await using var probe = await ApiProbe.StartAsync();
        var payment = (string)(await probe.PostAsync("demo/payments", Draft)).Ok()["id"]!;
        var order = probe.PutOrder(o => o["paymentInfo"] = new JsonObject { ["payments"] = new JsonArray(new JsonObject { ["typeId"] = "payment", ["id"] = payment }) });

        var plain = (await probe.GetAsync($"demo/orders/{order}")).Ok();
        Assert.Null(plain["paymentInfo"]!["payments"]![0]!["obj"]);
        var expanded = (await probe.GetAsync($"demo/orders/{order}?expand={Uri.EscapeDataString("paymentInfo.payments[*]")}")).Ok();
        Assert.Equal("CARD", (string?)expanded["paymentInfo"]!["payments"]![0]!["obj"]!["paymentMethodInfo"]!["method"]);
    }

    private static string Actions(int version, string action) => $$"""{"version":{{version}},"actions":[{{action}}]}""";
}
