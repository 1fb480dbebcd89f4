using System.Globalization;
using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping.Services;
using Connector.Core.Rules.Selection;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Rules.Selection;

/// <summary>Payments are written "method: kind state hh:mm amount, ..." and separated by a bar; the order costs 60.95.</summary>
public sealed class PaymentFactsTests
{
    [Theory]
    [InlineData("", null, null)]
    [InlineData("CARD: Charge Success 10:05 60.95", "10:05", "CARD")]
    [InlineData("PAYPAL: Charge Failure 09:50 60.95 | CARD: Charge Success 10:05 60.95", "10:05", "CARD")]
    [InlineData("CARD: Authorization Success 09:00 60.95, Charge Success 10:05 60.95", "10:05", "CARD")]
    [InlineData("CARD: Authorization Success 09:00 60.95", "09:00", "CARD")]
    [InlineData("GIFT: Charge Success 11:00 20 | CARD: Charge Success 10:05 40.95", "10:05", "CARD")]
    [InlineData("CARD: Authorization Success 09:00 60.95 | BANK: Charge Success 12:00 60.95", "12:00", "BANK")]
    [InlineData("CARD: Charge Failure 09:00 60.95, Charge Pending 09:10 60.95", null, null)]
    [InlineData("CARD: Charge Success - 60.95", null, "CARD")]
    public void The_first_charge_that_succeeded_counts_else_the_first_authorization(string payments, string? at, string? method)
    {
        var order = Paying(payments);
        Assert.Equal(at, PaymentFacts.PaidAt(order)?.ToString("HH:mm", CultureInfo.InvariantCulture));
        Assert.Equal(method, PaymentFacts.Method(order));
    }

    [Fact]
    public void A_shop_that_records_no_transactions_says_how_will_be_paid() =>
        Assert.Equal("INVOICE", PaymentFacts.Method(Paying("INVOICE:") with { PaymentMethod = "INVOICE" }));

    [Theory]
    [InlineData("", PaymentState.None)]
    [InlineData("INVOICE:", PaymentState.None)]
    [InlineData("CARD: Charge Success 10:00 60.95", PaymentState.Paid)]
    [InlineData("CARD: Charge Success 10:00 -", PaymentState.Paid)]
    [InlineData("CARD: Authorization Success 10:00 60.95", PaymentState.Paid)]
    [InlineData("CARD: Authorization Success 10:00 60.95, CancelAuthorization Success 10:10 60.95", PaymentState.BalanceDue)]
    [InlineData("GIFT: Charge Success 10:00 20 | CARD: Authorization Success 10:00 40.95", PaymentState.Paid)]
    [InlineData("CARD: Authorization Success 10:00 60.95, Charge Success 11:00 60.95", PaymentState.Paid)]
    [InlineData("CARD: Charge Success 10:00 20", PaymentState.BalanceDue)]
    [InlineData("CARD: Charge Success 10:00 60.95, Refund Success 11:00 10", PaymentState.Paid)]
    [InlineData("CARD: Charge Success 10:00 60.95, Refund Success 11:00 60.95", PaymentState.BalanceDue)]
    [InlineData("CARD: Authorization Success 09:00 60.95, Charge Success 10:00 60.95, Chargeback Success 11:00 60.95", PaymentState.BalanceDue)]
    [InlineData("CARD: Charge Pending 10:00 60.95", PaymentState.Pending)]
    [InlineData("CARD: Charge Failure 10:00 60.95", PaymentState.Failed)]
    [InlineData("CARD: Charge Failure 10:00 60.95, Charge Initial 10:10 60.95", PaymentState.Pending)]
    public void Without_a_payment_state_the_transactions_say_it(string payments, PaymentState expected)
    {
        var order = Paying(payments) with { PaymentState = PaymentState.None };
        Assert.Equal(expected, PaymentFacts.StateOf(order));
        Assert.Equal(PaymentState.Failed, PaymentFacts.StateOf(order with { PaymentState = PaymentState.Failed }));
    }

    [Fact]
    public void Money_in_another_currency_covers_nothing()
    {
        var order = Paying("") with
        {
            PaymentState = PaymentState.None,
            Payments = [new("p", "CARD", [new(TransactionKind.Charge, TransactionState.Success, null, new Money(60.95m, "EUR", 2))])]
        };
        Assert.Equal(PaymentState.BalanceDue, PaymentFacts.StateOf(order));
    }

    [Theory]
    [InlineData("CARD: Charge Success 10:00 60.95", true)]
    [InlineData("CARD: Charge Failure 10:00 60.95", false)]
    [InlineData("", true)]
    public void An_order_without_a_payment_state_is_due_as_its_transactions_say(string payments, bool due)
    {
        var decision = new OrderSelection(new SelectionRules()).Decide(Paying(payments) with { PaymentState = PaymentState.None }, ManualTimeProvider.Start);
        Assert.Equal(due ? new SelectionDecision.Due() : new SelectionDecision.Skipped("waiting for payment") { Cause = SkipCause.Payment }, decision);
    }

    [Fact]
    public void State_rules_see_the_same_state()
    {
        var map = new OrderStatusMap(new StateRules { Rules = [new StatusRule { PaymentStates = [PaymentState.Failed], Status = OpenStatus.OnHold }] }, new SelectionRules());
        Assert.Equal("States.Rules[0]", map.Choose(Paying("CARD: Charge Failure 10:00 60.95") with { PaymentState = PaymentState.None }).Rule);
    }

    [Theory]
    [InlineData(PaymentState.Paid, "", 60.95)]
    [InlineData(PaymentState.BalanceDue, "GIFT: Charge Success 10:00 20", 20)]
    [InlineData(PaymentState.BalanceDue, "GIFT: Charge Success 10:00 30, Refund Success 11:00 10", 20)]
    [InlineData(PaymentState.Pending, "CARD: Authorization Success 10:00 60.95", 0)]
    [InlineData(PaymentState.None, "CARD: Charge Failure 10:00 60.95", 0)]
    public void Of_a_part_payment_the_part_shows(PaymentState state, string payments, double paid)
    {
        var order = Paying(payments) with { PaymentState = state };
        Assert.Equal((decimal)paid, Mapping.Sample.MapOne(order).AmountPaid);
    }

    private static Order Paying(string payments) => An.Order(o => o with { PaymentMethod = null, Payments = [.. payments.Split('|').Where(static p => p.Length > 0).Select(Payment)] });

    private static Payment Payment(string text, int index)
    {
        var (method, transactions) = (text[..text.IndexOf(':', StringComparison.Ordinal)].Trim(), text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
        return new($"p{index}", method, [.. transactions.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(Transaction)]);
    }

    private static PaymentTransaction Transaction(string text)
    {
        var words = text.Split(' ');
        DateTimeOffset? at = words[2] == "-" ? null : DateTimeOffset.Parse($"2026-03-02T{words[2]}:00Z", CultureInfo.InvariantCulture);
        Money? amount = words[3] == "-" ? null : A.Usd(decimal.Parse(words[3], CultureInfo.InvariantCulture));
        return new(Enum.Parse<TransactionKind>(words[0]), Enum.Parse<TransactionState>(words[1]), at, amount);
    }
}
