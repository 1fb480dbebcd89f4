using Connector.Core.Flows.Labels;
using Connector.Core.Model.Labels;
using Connector.Core.Rules.Labels;
using Connector.Tests.Core.Rules.Labels;
using Xunit;

namespace Connector.Tests.Core.Flows.Labels;

public sealed class BoughtRowTests
{
    private static readonly LabelPurchase s_purchase = new(7, null, "1Z", 6.5m, 0m, "USD", LabelSample.Now, "doc", "pdf");

    /// <summary>What the row says by the time, and what becomes of it: state, code, shipment, document; null: it stays as it is.</summary>
    [Theory]
    [InlineData(LabelState.Reserved, 1, false, null, "Bought  7 doc")]
    [InlineData(LabelState.Unknown, 1, false, null, "Bought  7 doc")]
    [InlineData(LabelState.Unknown, 1, true, null, "Bought UnexplainedCharge 7 doc")]
    [InlineData(LabelState.Proposed, 1, false, null, "Bought UnexplainedCharge 7 doc")]
    [InlineData(LabelState.BoughtByOthers, 1, false, null, "Bought UnexplainedCharge 7 doc")]
    [InlineData(LabelState.Waiting, 2, false, null, "Bought UnexplainedCharge 7 doc")]
    [InlineData(LabelState.Reserved, 2, false, null, null)]
    [InlineData(LabelState.Unknown, 2, false, null, null)]
    [InlineData(LabelState.Bought, 1, false, 7L, "Bought  7 doc")]
    [InlineData(LabelState.Voided, 1, false, 7L, "Voided  7 doc")]
    [InlineData(LabelState.Voiding, 1, false, 7L, "Voiding  7 doc")]
    [InlineData(LabelState.Bought, 2, false, 8L, null)]
    public void A_label_that_was_bought_is_noted_and_hides_nothing(LabelState state, int attempt, bool isAbsent, long? known, string? expected)
    {
        var bought = Row(LabelState.Reserved, 1, false, null);

        var next = BoughtRow.Apply(Row(state, attempt, isAbsent, known), bought, s_purchase, null, LabelSample.Now);

        Assert.Equal(expected, next is null ? null : $"{next.State} {next.Code} {next.Purchase!.ShipmentId} {next.Purchase.DocumentId}");
    }

    private static LabelRow Row(LabelState state, int attempt, bool isAbsent, long? known) => new()
    {
        Id = "key/1", OrderId = "order", OrderNumber = "US-1", OrderKey = "key", Account = "default", State = state, Attempt = attempt,
        Reservation = state is LabelState.Reserved or LabelState.Unknown ? new LabelReservation("me", LabelSample.Now, LabelSample.Now) { SpendId = "key/1#1", IsAbsent = isAbsent } : null,
        Purchase = known is { } id ? new LabelPurchase(id, null, "1Z", 6.5m, 0m, "USD", LabelSample.Now, null, null) : null
    };
}
