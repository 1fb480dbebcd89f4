using Connector.Core.Flows.Labels;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Shipping;
using Connector.Tests.Core.Rules.Labels;
using Xunit;

namespace Connector.Tests.Core.Flows.Labels;

public sealed class SeenLabelTests
{
    private static readonly DateTimeOffset s_now = LabelSample.Now;

    /// <summary>The row's state and shipment, what ShipStation shows, and what becomes of the row: state, code, adjusted; null: nothing new.</summary>
    [Theory]
    [InlineData(LabelState.Bought, 7L, "label 7", null)]
    [InlineData(LabelState.Bought, 7L, "label 7 voided", "Voided  0 never")]
    [InlineData(LabelState.VoidProposed, 7L, "label 7 voided", "Voided  0 never")]
    [InlineData(LabelState.Voiding, 7L, "label 7 voided", null)]
    [InlineData(LabelState.Voided, 7L, "label 7 voided", null)]
    [InlineData(LabelState.Bought, 7L, "label 7 dearer", "Bought UnexplainedCharge 2 now")]
    [InlineData(LabelState.Bought, 7L, "label 7 cheaper", "Bought UnexplainedCharge -2 now")]
    [InlineData(LabelState.Bought, 7L, "label 7 without cost", null)]
    [InlineData(LabelState.Bought, 7L, "label 8 dearer", null)]
    [InlineData(LabelState.Bought, 7L, "label 7 dearer, of another account", null)]
    [InlineData(LabelState.Bought, 7L, "label 7 dearer, a return", null)]
    [InlineData(LabelState.Voided, 7L, "label 7 dearer", null)]
    [InlineData(LabelState.Proposed, null, "label 8", "BoughtByOthers UnexplainedCharge 0 now")]
    [InlineData(LabelState.Dismissed, null, "label 8", "BoughtByOthers UnexplainedCharge 0 now")]
    [InlineData(LabelState.Proposed, null, "label 8 voided", null)]
    [InlineData(LabelState.Proposed, null, "label 8 of another service", null)]
    [InlineData(LabelState.Proposed, null, "label 8 an hour later", null)]
    [InlineData(LabelState.Proposed, null, "label 8, nothing was sent", null)]
    [InlineData(LabelState.Unknown, null, "label 8", null)]
    [InlineData(LabelState.Reserved, null, "label 8", null)]
    public void A_label_says_something_new_or_nothing(LabelState state, long? shipment, string seen, string? expected)
    {
        var row = new LabelRow
        {
            Id = "key/1", OrderId = "order", OrderNumber = "US-1", OrderKey = "key", Account = "default", State = state,
            AbsentSince = seen.Contains("nothing was sent", StringComparison.Ordinal) ? null : s_now,
            Intent = new LabelIntent("V1", "stamps_com", null, "usps_ground_advantage", "package", "none", null, 6.5m, "USD", null, null),
            Purchase = shipment is { } id ? new LabelPurchase(id, null, "1Z", 6m, 0.5m, "USD", s_now, null, null) : null
        };

        var label = SeenLabel.Decide(row, Seen(seen), s_now);

        var due = label?.Row.DueAt is null ? "never" : "now";
        Assert.Equal(expected, label is null ? null : FormattableString.Invariant($"{label.Row.State} {label.Row.Code} {label.Row.Purchase?.Adjusted ?? 0m:0} {due}"));
    }

    [Fact]
    public void What_was_told_is_not_told_again()
    {
        var row = new LabelRow
        {
            Id = "key/1", OrderId = "order", OrderNumber = "US-1", OrderKey = "key", Account = "default", State = LabelState.Bought,
            Purchase = new LabelPurchase(7, null, "1Z", 6m, 0.5m, "USD", s_now, null, null)
        };
        var told = SeenLabel.Decide(row, Seen("label 7 dearer"), s_now)!.Row;
        Assert.Null(SeenLabel.Decide(told, Seen("label 7 dearer"), s_now));
    }

    private static Shipment Seen(string what)
    {
        bool Is(string word) => what.Contains(word, StringComparison.Ordinal);
        return new Shipment
        {
            Account = Is("another account") ? "eu" : "default", Kind = ShipmentKind.Label, Id = Is("label 8") ? 8 : 7, IsReturn = Is("a return"), Voided = Is("voided"),
            VoidedAt = Is("voided") ? s_now : null,
            CreatedAt = Is("an hour later") ? s_now.AddHours(1) : s_now.AddSeconds(5), CarrierCode = "stamps_com", ServiceCode = Is("another service") ? "usps_priority_mail" : "usps_ground_advantage",
            ShipmentCost = Is("without cost") ? null : Is("dearer") ? 8m : Is("cheaper") ? 4m : 6m, InsuranceCost = Is("without cost") ? null : 0.5m, ObservedAt = s_now
        };
    }
}
