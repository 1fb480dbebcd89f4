using System.Text.Json;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Http;
using Connector.ShipStation.Labels.Mapping;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.V2.Labels.Wire;
using Connector.ShipStation.V2.Mapping;
using Connector.ShipStation.Wire;
using static Connector.ShipStation.Mapping.WireReader;

namespace Connector.ShipStation.V2.Labels.Mapping;

/// <summary>V2's responses about labels.</summary>
internal static class LabelFromV2
{
    /// <summary>The answer of V2 to a void that was made before, perhaps by a call whose response was lost.</summary>
    private const string AlreadyVoided = "label_already_voided";

    /// <summary>A success of a purchase. Only a completed label with its tracking number is bought for certain.</summary>
    public static Reading<PurchaseResult> Purchase(ReadOnlyMemory<byte> body)
    {
        var wire = JsonSerializer.Deserialize(body.Span, V2LabelsJson.Default.WireV2Label) ?? throw new JsonException("The response is null.");
        if (!V2Ids.IsName(wire.LabelId)) return Unknown(UnknownReason.NoIds, "The response has no id of a label.", null);
        var label = Purchased(wire);
        return label.Status switch
        {
            LabelStatus.Completed when label.TrackingNumber is not null || wire.Trackable == false => new Reading<PurchaseResult>(
                new PurchaseResult.Bought(label), Summary: $"label {label.LabelId}, {LabelToWire.Amount(label.Cost, label.Currency)}, {label.Documents.Count} documents"),
            LabelStatus.Completed => Unknown(UnknownReason.NoIds, $"Label {label.LabelId} came without a tracking number.", label),
            LabelStatus.Processing => Unknown(UnknownReason.Processing, $"Label {label.LabelId} is being made.", label),
            LabelStatus.Error => Unknown(UnknownReason.LabelError, $"Label {label.LabelId} came in an error state.", label),
            _ => Unknown(UnknownReason.Unreadable, $"Label {label.LabelId} came in the state {Short(wire.Status)}.", label)
        };
    }

    public static Reading<VoidOutcome> Void(ReadOnlyMemory<byte> body)
    {
        var wire = JsonSerializer.Deserialize(body.Span, V2LabelsJson.Default.WireV2Void) ?? throw new JsonException("The response is null.");
        var words = VendorMessage.Clean(wire.Message ?? "", null);
        if (wire.Approved == true) return new Reading<VoidOutcome>(new VoidOutcome.Approved(words));
        if (wire.ReasonCode == AlreadyVoided) return new Reading<VoidOutcome>(new VoidOutcome.Approved(words, AlreadyVoided: true));
        return new Reading<VoidOutcome>(new VoidOutcome.Refused(Text(wire.ReasonCode), words ?? "not approved"), HasRefusals: true);
    }

    /// <summary>A row. Throws <see cref="UnreadableRowException"/> for one without an id or with a field that makes no sense.</summary>
    public static LabelRecord Record(WireV2Label row, string account, DateTimeOffset observedAt)
    {
        if (!V2Ids.IsName(row.LabelId)) throw new UnreadableRowException("label_id");
        var status = V2Words.StatusOf(row.Status);
        return new LabelRecord
        {
            Api = LabelApi.V2,
            ShipmentId = V2Ids.Read(row.LabelId),
            LabelId = row.LabelId!,
            ShippingOrderId = V2Ids.Read(row.ShipmentId),
            OrderKey = Text(row.ExternalShipmentId),
            OrderNumber = Text(row.ExternalOrderId),
            Status = status,
            IsVoided = row.Voided ?? status == LabelStatus.Voided,
            VoidedAt = V2Words.Instant(row.VoidedAt, "voided_at"),
            IsReturn = row.IsReturnLabel ?? false,
            CreatedAt = V2Words.Instant(row.CreatedAt, "created_at"),
            ShipDate = V2Words.Day(row.ShipDate, "ship_date"),
            TrackingNumber = Text(row.TrackingNumber),
            CarrierCode = Text(row.CarrierCode),
            CarrierAccountId = V2Ids.Read(row.CarrierId),
            ServiceCode = Text(row.ServiceCode),
            PackageCode = Text(row.PackageCode),
            ShipmentCost = row.ShipmentCost?.Amount,
            InsuranceCost = row.InsuranceCost?.Amount,
            Currency = V2Words.Currency(row.ShipmentCost?.Currency),
            BatchId = Text(row.BatchId),
            Documents = Documents(row),
            Packages = Packages(row.Packages),
            ObservedAt = observedAt
        };
    }

    // What is beside the ids must not make a label unreadable that was bought.
    private static PurchasedLabel Purchased(WireV2Label wire) => new()
    {
        Api = LabelApi.V2,
        ShipmentId = V2Ids.Read(wire.LabelId),
        LabelId = wire.LabelId!,
        ShippingOrderId = V2Ids.Read(wire.ShipmentId),
        Status = V2Words.StatusOf(wire.Status),
        TrackingNumber = Text(wire.TrackingNumber?.Trim()),
        ShipmentCost = wire.ShipmentCost?.Amount,
        InsuranceCost = wire.InsuranceCost?.Amount,
        Currency = V2Words.Currency(wire.ShipmentCost?.Currency),
        CarrierCode = Text(wire.CarrierCode),
        CarrierAccountId = V2Ids.Read(wire.CarrierId),
        ServiceCode = Text(wire.ServiceCode),
        PackageCode = Text(wire.PackageCode),
        CreatedAt = CreatedAt(wire.CreatedAt),
        BilledWeight = V2Words.Weight(wire.CarrierWeight),
        Documents = Documents(wire),
        Packages = Packages(wire.Packages)
    };

    private static DateTimeOffset? CreatedAt(string? text)
    {
        try
        {
            return V2Words.Instant(text, "created_at");
        }
        catch (UnreadableRowException)
        {
            return null;
        }
    }

    private static List<LabelDocument> Documents(WireV2Label wire) =>
    [
        .. Links(DocumentKind.Label, wire.LabelDownload, V2Words.FormatOf(wire.LabelFormat)), .. Links(DocumentKind.CustomsForm, wire.FormDownload, DocumentFormat.Pdf)
    ];

    /// <summary>One link for each format; the one without a format is that which was asked for.</summary>
    private static IEnumerable<LabelDocument> Links(DocumentKind kind, WireV2Download? download, DocumentFormat ordered)
    {
        if (download is null) yield break;
        (DocumentFormat Format, string? Text)[] named = [(DocumentFormat.Pdf, download.Pdf), (DocumentFormat.Png, download.Png), (DocumentFormat.Zpl, download.Zpl)];
        var found = named.Where(static one => Link(one.Text) is not null).OrderByDescending(one => one.Format == ordered).ToList();
        if (!found.Exists(one => one.Format == ordered) && Link(download.Href) is not null) found.Insert(0, (ordered, download.Href));
        foreach (var (format, text) in found) yield return new LabelDocument { Kind = kind, Format = format, Link = Link(text) };
    }

    private static Uri? Link(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var link) && (link.Scheme == Uri.UriSchemeHttps || link.Scheme == Uri.UriSchemeHttp) ? link : null;

    private static List<LabelPackage> Packages(IReadOnlyList<WireV2Package?>? packages) =>
    [
        .. (packages ?? []).OfType<WireV2Package>().Select((p, i) => new LabelPackage(p.Sequence ?? i + 1, Text(p.TrackingNumber), V2Words.Weight(p.Weight), V2Words.Dimensions(p.Dimensions)))
            .OrderBy(static p => p.Sequence)
    ];

    private static Reading<PurchaseResult> Unknown(UnknownReason reason, string text, PurchasedLabel? label) => new(
        new PurchaseResult.Unknown(new UnknownOutcome(reason, ErrorCodes.LabelOutcomeUnknown, text) { LabelId = label?.LabelId, Label = label }), Summary: text);

    private static string Short(string? word) => word is null ? "nothing" : word.Length <= 20 ? word : word[..20];
}
