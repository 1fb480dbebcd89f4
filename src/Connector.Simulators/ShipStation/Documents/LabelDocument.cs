using System.Globalization;
using System.Text;
using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Shipments;

namespace Connector.Simulators.ShipStation.Documents;

/// <summary>The documents of labels: one page, or one ZPL block, for each parcel.</summary>
internal static class LabelDocument
{
    public static string ContentType(string format) => format switch
    {
        "zpl" => "application/octet-stream",
        "png" => "image/png",
        _ => "application/pdf"
    };

    /// <param name="pagesPerParcel">2 adds a packing slip behind each label.</param>
    public static byte[] Write(IReadOnlyList<ShipmentRecord> labels, string format, string layout, int pagesPerParcel)
    {
        var pages = labels.SelectMany(label => Pages(label, pagesPerParcel)).ToList();
        if (format == "zpl") return Encoding.UTF8.GetBytes(string.Concat(pages.Select(Zpl)));
        if (format == "png") return PngFile.Write(labels[0].TrackingNumber);
        var (width, height) = layout switch { "letter" => (612, 792), "A4" => (595, 842), "A6" => (298, 420), _ => (288, 432) };
        return PdfFile.Write(pages, width, height);
    }

    /// <summary>The customs form of a label that needs one.</summary>
    public static byte[] Form(ShipmentRecord label)
    {
        var lines = new List<string> { "CUSTOMS DECLARATION", $"Label {label.TrackingNumber}", "To: " + label.ShipTo.Country };
        lines.AddRange(label.Order.Sent.International.CustomsItems.Select(static item =>
            string.Create(CultureInfo.InvariantCulture, $"{item.Quantity} x {item.Description}, {item.Value:0.00} each, {item.HarmonizedTariffCode}, {item.CountryOfOrigin}")));
        return PdfFile.Write([lines], 612, 792);
    }

    private static IEnumerable<IReadOnlyList<string>> Pages(ShipmentRecord label, int pagesPerParcel)
    {
        var parcels = Math.Max(1, label.Details.Parcels.Count);
        for (var parcel = 1; parcel <= parcels; parcel++)
        {
            yield return Page(label, parcel, parcels);
            for (var page = 1; page < pagesPerParcel; page++) yield return Slip(label);
        }
    }

    private static List<string> Page(ShipmentRecord label, int parcel, int parcels)
    {
        var to = label.ShipTo;
        List<string?> lines =
        [
            "SIMULATED LABEL, NO POSTAGE", label.IsReturnLabel ? "RETURN" : null, label.Details.IsTest ? "SAMPLE" : null, $"{label.CarrierCode} {label.ServiceCode}", "SHIP TO", .. Lines(to),
            Text($"Parcel {parcel} of {parcels}"), $"Tracking {label.TrackingNumber}", $"Order {label.OrderNumber}", Text($"Label se-{label.ShipmentId}")
        ];
        return [.. lines.Where(static line => !string.IsNullOrWhiteSpace(line)).Select(static line => line!)];
    }

    private static List<string> Slip(ShipmentRecord label) =>
        ["PACKING SLIP", $"Order {label.OrderNumber}", .. label.Items.Select(static row => Text($"{row.Quantity} x {row.Item.Draft.Name}"))];

    private static string?[] Lines(Address to) => [to.Name, to.Company, to.Street1, to.Street2, to.Street3, $"{to.City} {to.State} {to.PostalCode}", to.Country];

    private static string Zpl(IReadOnlyList<string> lines)
    {
        var text = new StringBuilder("^XA^CI28");
        for (var line = 0; line < lines.Count; line++)
            text.Append(CultureInfo.InvariantCulture, $"^FO30,{30 + 34 * line}^A0N,28,28^FD{lines[line].Replace('^', ' ').Replace('~', ' ')}^FS");
        return text.Append("^XZ\n").ToString();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
