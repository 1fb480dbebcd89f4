using System.Text.Json;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Writeback;

/// <summary>Pure: what the parcels of one order come to.</summary>
/// <param name="AllDelivered">Everything has shipped, and every parcel of it has arrived.</param>
/// <param name="News">True while the order does not show all of it.</param>
/// <param name="NewException">True while an exception is not written back.</param>
/// <param name="NewReturn">True while a parcel's return to its sender is not written back.</param>
public sealed record ParcelsOutcome(
    bool AllDelivered, DateTimeOffset? DeliveredAt, string? StatusText, string? Problem, bool News, bool NewException, bool NewReturn)
{
    /// <summary>The day on which the last of them is expected; null where no carrier says.</summary>
    public DateOnly? EstimatedDelivery { get; init; }

    /// <param name="live">Labels and fulfillments that are not voided.</param>
    /// <param name="rows">What carriers said; rows of other shipments are passed over.</param>
    public static ParcelsOutcome From(IReadOnlyList<Shipment> live, IReadOnlyList<TrackingRow> rows, bool everythingShipped)
    {
        var parcels = live.Where(s => !s.IsReturn).Select(s => (Shipment: s, Row: RowOf(s, rows))).ToList();
        var read = parcels.Where(p => p.Row?.Reading is not null).Select(p => p.Row!).ToList();
        var arrived = parcels.Count > 0 && read.Count == parcels.Count && read.TrueForAll(r => r.Reading!.Status == TrackingStatus.Delivered);
        var news = read.Where(r => r.Outstanding).ToList();
        return new ParcelsOutcome(
            everythingShipped && arrived,
            everythingShipped && arrived ? read.Max(r => r.Reading!.DeliveredAt) : null,
            Text(parcels.Count, read.ConvertAll(r => r.Reading!.Status)),
            Problems(parcels),
            news.Count > 0,
            news.Exists(r => r.Reading!.Status == TrackingStatus.Exception),
            news.Exists(r => r.Reading!.Status == TrackingStatus.ReturnToSender))
        {
            EstimatedDelivery = read.Max(static r => r.Reading!.EstimatedDelivery)
        };
    }

    /// <summary>Null takes a field away that is there.</summary>
    public void Fill(IDictionary<string, JsonElement?> fields)
    {
        fields[OrderFieldNames.TrackingStatus] = FieldValues.TextOrNone(StatusText);
        fields[OrderFieldNames.TrackingProblem] = FieldValues.TextOrNone(Problem);
        fields[OrderFieldNames.DeliveredAt] = FieldValues.TextOrNone(DeliveredAt?.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static TrackingRow? RowOf(Shipment shipment, IReadOnlyList<TrackingRow> rows) =>
        shipment.Kind == ShipmentKind.Label ? rows.FirstOrDefault(r => r.Account == shipment.Account && r.ShipmentId == shipment.Id) : null;

    /// <summary>What needs attention comes first; else how far the last parcel is, with a word for those that arrived before it.</summary>
    private static string? Text(int parcels, List<TrackingStatus> statuses)
    {
        var known = statuses.FindAll(s => s != TrackingStatus.Unknown);
        if (known.Count == 0) return null;
        if (known.Contains(TrackingStatus.ReturnToSender)) return TrackingTexts.Find(TrackingStatus.ReturnToSender);
        if (known.Contains(TrackingStatus.Exception)) return TrackingTexts.Find(TrackingStatus.Exception);
        var under = known.FindAll(s => s != TrackingStatus.Delivered);
        if (under.Count == 0) return known.Count == parcels ? TrackingTexts.Find(TrackingStatus.Delivered) : TrackingTexts.PartlyDelivered;
        return under.Count < known.Count ? TrackingTexts.PartlyDelivered : TrackingTexts.Find(under.Min());
    }

    private static string? Problems(List<(Shipment Shipment, TrackingRow? Row)> parcels)
    {
        var reported = parcels.Where(p => p.Row?.Reading is { Status: TrackingStatus.Exception or TrackingStatus.ReturnToSender })
            .Select(p => $"{p.Shipment.TrackingNumber ?? p.Shipment.Key}: {p.Row!.Reading!.Problem ?? TrackingTexts.Find(p.Row.Reading.Status)}").ToList();
        return reported.Count == 0 ? null : string.Join("; ", reported);
    }
}
