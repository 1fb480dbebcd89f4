using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Http;
using Connector.ShipStation.Lists;
using Connector.ShipStation.Labels.Mapping;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.V2.Labels;
using Connector.ShipStation.Wire;

namespace Connector.ShipStation.Labels;

/// <summary>Readings over V1 (GET /shipments) and V2 (GET /v2/labels).</summary>
internal sealed class LabelReadings(ListReader lists, V2LabelLists? v2, TimeProvider clock) : ILabelReadings
{
    /// <summary>More labels than any order has.</summary>
    private const int MaxPages = 10;

    private static readonly ListKind<WireShipment, LabelRecord> s_labels =
        new("shipments", "shipmentId", WireJson.Default.WireShipment, LabelFromWire.Record, row => row.ShipmentId, row => row.OrderKey);

    private V2LabelLists V2 => v2 ?? throw new InvalidOperationException("The account has no V2 key.");

    public async Task<IReadOnlyList<LabelRecord>> ListOfOrderAsync(long shippingOrderId, LabelApi api, RateLane lane, CancellationToken cancellationToken)
    {
        var path = new QueryString("shipments").Add("orderId", shippingOrderId).ToString();
        var found = new List<LabelRecord>();
        for (var page = 1; page <= MaxPages; page++)
        {
            var (rows, more) = api == LabelApi.V1
                ? await lists.ReadWholeAsync(s_labels, path, page, lane, cancellationToken)
                : await V2.ReadOrderAsync(shippingOrderId, page, lane, cancellationToken);
            // A label that is left out is one that is bought again.
            if (rows.Unreadable.FirstOrDefault(static row => !row.EndsWith(RowReader.NullRow, StringComparison.Ordinal)) is { } row) throw Incomplete(ErrorCodes.UnreadableResponse, row);
            // A filter that was ignored would show the labels of others.
            found.AddRange(rows.Rows.Where(label => label.ShippingOrderId == shippingOrderId));
            if (!more) return [.. found.DistinctBy(static label => label.LabelId, StringComparer.Ordinal)];
        }
        throw Incomplete(ErrorCodes.ResponseTooLarge, "too many rows match");

        ShipStationException Incomplete(string code, string problem) =>
            new(FailureKind.Rejected, code, $"Not all labels of order {shippingOrderId} can be read: {problem}") { Method = "GET", Url = path };
    }

    public Task<ShippingPage<LabelRecord>> ListCreatedAsync(ShippingWindow window, LabelApi api, RateLane lane, CancellationToken cancellationToken) =>
        api == LabelApi.V1 ? ListAsync(window, "createDate", lane, cancellationToken) : V2.ListAsync(window, voided: false, lane, cancellationToken);

    public Task<ShippingPage<LabelRecord>> ListVoidedAsync(ShippingWindow window, LabelApi api, RateLane lane, CancellationToken cancellationToken) =>
        api == LabelApi.V1 ? ListAsync(window, "voidDate", lane, cancellationToken) : V2.ListAsync(window, voided: true, lane, cancellationToken);

    public Task<LabelRecord?> FindAsync(string labelId, RateLane lane, CancellationToken cancellationToken) => V2.FindAsync(labelId, lane, cancellationToken);

    private Task<ShippingPage<LabelRecord>> ListAsync(ShippingWindow window, string field, RateLane lane, CancellationToken cancellationToken)
    {
        var path = new QueryString("shipments").Add("sortBy", "CreateDate").Add("sortDir", "ASC").Add($"{field}Start", PollingWindow.Start(window, clock.GetUtcNow()));
        var open = path.ToString();
        if (window.To is { } to) path.Add($"{field}End", PollingWindow.End(to));
        return lists.ReadAsync(s_labels, path.ToString(), window.Page, window.PageSize, lane, cancellationToken, sameList: open);
    }
}
