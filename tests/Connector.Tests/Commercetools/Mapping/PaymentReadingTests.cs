using Connector.Commercetools;
using Connector.Core.Model.Orders;
using Connector.Tests.Commercetools.Doubles;
using Xunit;

namespace Connector.Tests.Commercetools.Mapping;

public sealed class PaymentReadingTests
{
    [Fact]
    public void An_expanded_payment_is_read_with_its_transactions()
    {
        var order = Read("""
            "paymentInfo":{"payments":[
              {"typeId":"payment","id":"p-1","obj":{"paymentMethodInfo":{"method":"CARD"},"transactions":[
                 {"id":"t","type":"Charge","state":"Success","timestamp":"2026-03-02T10:05:00.000Z","amount":{"currencyCode":"USD","centAmount":1250}},
                 {"type":"Payout","state":"Dreaming"}, null]}},
              {"typeId":"payment","id":"p-2"}, null]}
            """);

        var payment = Assert.Single(order.Payments);
        Assert.Equal(("p-1", "CARD"), (payment.Id, payment.Method));
        Assert.Equal(
            [
                new PaymentTransaction(TransactionKind.Charge, TransactionState.Success, new DateTimeOffset(2026, 3, 2, 10, 5, 0, TimeSpan.Zero), new Money(12.5m, "USD", 2)),
                new PaymentTransaction(TransactionKind.Unknown, TransactionState.Unknown, At: null, Amount: null)
            ],
            payment.Transactions);
        Assert.Equal(["p-1", "p-2"], order.PaymentIds);
    }

    [Fact]
    public void An_order_without_payments_has_none() => Assert.Empty(Read("\"paymentInfo\":null").Payments);

    [Theory]
    [InlineData("""{"type":"centPrecision","currencyCode":"USD","centAmount":20,"fractionDigits":0}""", "lineItems.totalPrice has 0 fraction digits, USD has 2")]
    [InlineData("""{"type":"centPrecision","currencyCode":"USD","centAmount":2000,"fractionDigits":2}""", null)]
    [InlineData("""{"type":"highPrecision","currencyCode":"USD","centAmount":2000,"preciseAmount":200000,"fractionDigits":4}""", null)]
    [InlineData("""{"currencyCode":"USD","centAmount":2000}""", null)]
    public void Digits_that_contradict_the_currency_are_noticed(string money, string? problem)
    {
        var line = Documents.Line().Replace("\"totalPrice\":{\"type\":\"centPrecision\",\"currencyCode\":\"USD\",\"centAmount\":1250,\"fractionDigits\":2}", $"\"totalPrice\":{money}", StringComparison.Ordinal);
        var document = Documents.Order().Replace("\"lineItems\":[]", $"\"lineItems\":[{line}]", StringComparison.Ordinal);

        Assert.Equal(problem, CommerceOrderReader.Read(Documents.Parse(document)).Order!.AmountProblem);
    }

    [Fact]
    public void A_custom_line_that_has_a_price_and_no_money_costs_its_price()
    {
        var order = Read("""
            "customLineItems":[{"id":"c","name":{"en":"Wrap"},"slug":"wrap","quantity":2,"price":{"value":{"currencyCode":"USD","centAmount":250}}}]
            """);

        Assert.Equal(new Money(2.5m, "USD", 2), Assert.Single(order.Lines).UnitPrice);
    }

    private static Order Read(string more) => CommerceOrderReader.Read(Documents.Parse(Documents.Order(more: more).Replace(
        "\"customLineItems\":[],", more.Contains("customLineItems", StringComparison.Ordinal) ? "" : "\"customLineItems\":[],", StringComparison.Ordinal))).Order!;
}
