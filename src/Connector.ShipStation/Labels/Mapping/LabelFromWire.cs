using System.Globalization;
using System.Text.Json;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Http;
using Connector.ShipStation.Labels.Wire;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.V2.Mapping;
using Connector.ShipStation.Wire;
using static Connector.ShipStation.Mapping.WireReader;

namespace Connector.ShipStation.Labels.Mapping;

/// <summary>V1's responses about labels.</summary>
internal static class LabelFromWire
{
    /// <summary>A success of a purchase. Without the label's number or its tracking number it proves nothing.</summary>
    public static Reading<PurchaseResult> Purchase(ReadOnlyMemory<byte> body)
    {
        var wire = JsonSerializer.Deserialize(body.Span, LabelsJson.Default.WireLabel) ?? throw new JsonException("The response is null.");
        if (Id(wire.ShipmentId) is not { } id)
            return Unknown(new UnknownOutcome(UnknownReason.NoIds, ErrorCodes.LabelOutcomeUnknown, "The response has no number of a label."));
        var label = new PurchasedLabel
        {
            Api = LabelApi.V1,
            ShipmentId = id,
            LabelId = V2Ids.From(id),
            Status = LabelStatus.Completed,
            TrackingNumber = Text(wire.TrackingNumber?.Trim()),
            ShipmentCost = wire.ShipmentCost,
            InsuranceCost = wire.InsuranceCost,
            Documents = [.. Document(DocumentKind.Label, wire.LabelData), .. Document(DocumentKind.CustomsForm, wire.FormData)]
        };
        if (label.TrackingNumber is null)
        {
            return Unknown(new UnknownOutcome(UnknownReason.NoIds, ErrorCodes.LabelOutcomeUnknown, $"Label {id} came without a tracking number.")
            {
                LabelId = label.LabelId, Label = label
            });
        }
        return new Reading<PurchaseResult>(
            new PurchaseResult.Bought(label),
            Summary: string.Create(CultureInfo.InvariantCulture, $"label {id}, {LabelToWire.Amount(label.Cost, null)}, {label.Documents.Count} documents"));
    }

    public static Reading<VoidOutcome> Void(ReadOnlyMemory<byte> body)
    {
        var wire = JsonSerializer.Deserialize(body.Span, WireJson.Default.WireActionResponse) ?? throw new JsonException("The response is null.");
        var words = VendorMessage.Clean(wire.Message ?? "", null);
        return new Reading<VoidOutcome>(
            wire.Approved == true ? new VoidOutcome.Approved(words) : new VoidOutcome.Refused(null, words ?? "not approved"), HasRefusals: wire.Approved != true);
    }

    /// <summary>The offers of one carrier; rows without code or price are left out.</summary>
    public static Reading<IReadOnlyList<ShippingRate>> Rates(ReadOnlyMemory<byte> body, RateRequest request, CarrierReference carrier)
    {
        var rows = JsonSerializer.Deserialize(body.Span, LabelsJson.Default.IReadOnlyListWireRate) ?? throw new JsonException("The response is null.");
        IReadOnlyList<ShippingRate> rates =
        [
            .. rows.Where(row => row is { ServiceCode.Length: > 0, ShipmentCost: not null } && (request.ServiceCodes.Count == 0 || request.ServiceCodes.Contains(row.ServiceCode)))
                .Select(row => new ShippingRate
                {
                    CarrierCode = carrier.Code,
                    CarrierAccountId = carrier.AccountId,
                    ServiceCode = row.ServiceCode!,
                    ServiceName = row.ServiceName ?? "",
                    PackageType = request.PackageCode,
                    ShippingAmount = row.ShipmentCost!.Value,
                    OtherAmount = row.OtherCost ?? 0m,
                    Validity = RateValidity.Valid
                })
        ];
        return new Reading<IReadOnlyList<ShippingRate>>(rates);
    }

    /// <summary>A row of GET /shipments. Throws <see cref="UnreadableRowException"/> for one without a number or with a field that makes no sense.</summary>
    public static LabelRecord Record(WireShipment row, string account, DateTimeOffset observedAt)
    {
        var id = RequiredId(row.ShipmentId, "shipmentId");
        var isVoided = row.Voided ?? false;
        return new LabelRecord
        {
            Api = LabelApi.V1,
            ShipmentId = id,
            LabelId = V2Ids.From(id),
            ShippingOrderId = Id(row.OrderId),
            OrderKey = Text(row.OrderKey),
            OrderNumber = Text(row.OrderNumber),
            Status = isVoided ? LabelStatus.Voided : LabelStatus.Completed,
            IsVoided = isVoided,
            VoidedAt = Instant(row.VoidDate, "voidDate"),
            IsReturn = row.IsReturnLabel ?? false,
            CreatedAt = Instant(row.CreateDate, "createDate"),
            ShipDate = Day(row.ShipDate, "shipDate"),
            TrackingNumber = Text(row.TrackingNumber),
            CarrierCode = Text(row.CarrierCode),
            ServiceCode = Text(row.ServiceCode),
            PackageCode = Text(row.PackageCode),
            ShipmentCost = row.ShipmentCost,
            InsuranceCost = row.InsuranceCost,
            CreatedBy = Text(row.UserId),
            BatchId = Text(row.BatchNumber),
            ObservedAt = observedAt
        };
    }

    /// <param name="withBalance">False for what is kept: a balance that is old misleads.</param>
    public static CarrierAccount? Carrier(WireCarrier? row, bool withBalance) => Text(row?.Code) is not { } code ? null : new CarrierAccount
    {
        Code = code,
        AccountId = Id(row!.ShippingProviderId),
        Name = row.Name ?? "",
        Nickname = Text(row.Nickname),
        RequiresFunds = row.RequiresFundedAccount ?? false,
        Balance = withBalance && row.RequiresFundedAccount == true ? row.Balance : null,
        IsPrimary = row.Primary ?? false
    };

    private static Reading<PurchaseResult> Unknown(UnknownOutcome outcome) => new(new PurchaseResult.Unknown(outcome), Summary: outcome.Text);

    private static LabelDocument[] Document(DocumentKind kind, byte[]? bytes) =>
        bytes is { Length: <= LabelDocument.MaxBytes } && DocumentContent.Problem(bytes, DocumentFormat.Pdf) is null
            ? [new LabelDocument { Kind = kind, Format = DocumentFormat.Pdf, Content = bytes }]
            : [];
}
