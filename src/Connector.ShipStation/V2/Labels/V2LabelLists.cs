using System.Globalization;
using System.Text.Json;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Http;
using Connector.ShipStation.Lists;
using Connector.ShipStation.V2.Labels.Mapping;
using Connector.ShipStation.V2.Labels.Wire;
using Connector.ShipStation.V2.Mapping;
using Connector.ShipStation.Wire;

namespace Connector.ShipStation.V2.Labels;

/// <summary>V2's lists of labels (GET /v2/labels) and of what went wrong in a batch.</summary>
internal sealed class V2LabelLists(string account, ShipStationClient api)
{
    /// <summary>The largest page is not documented; a page that comes shorter says itself how many there are.</summary>
    private const int MaxPageSize = 100;

    private static readonly ListKind<WireV2Label, LabelRecord> s_labels =
        new("labels", "label_id", V2LabelsJson.Default.WireV2Label, LabelFromV2.Record, static row => V2Ids.Read(row.LabelId), static row => row.ExternalShipmentId);

    private static readonly ListKind<WireV2BatchError, BatchProblem> s_problems =
        new("errors", "shipment_id", V2LabelsJson.Default.WireV2BatchError, BatchFromV2.Problem, static row => V2Ids.Read(row.ShipmentId), static row => row.ExternalShipmentId);

    /// <summary>One page of the labels of an order, with whether more follow.</summary>
    public async Task<(RowPage<LabelRecord> Page, bool More)> ReadOrderAsync(long shippingOrderId, int page, RateLane lane, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(s_labels, Labels(page, MaxPageSize).Add("shipment_id", V2Ids.From(shippingOrderId)), lane, cancellationToken);
        return (rows, More(rows, page, MaxPageSize));
    }

    /// <summary>One page by creation, oldest first.</summary>
    public async Task<ShippingPage<LabelRecord>> ListAsync(ShippingWindow window, bool voided, RateLane lane, CancellationToken cancellationToken)
    {
        var size = Math.Clamp(window.PageSize, 1, MaxPageSize);
        var path = Labels(Math.Max(window.Page, 1), size).Add("created_at_start", Instant(window.From));
        if (window.To is { } to) path.Add("created_at_end", Instant(to));
        if (voided) path.Add("label_status", "voided");
        return PageOf(await ReadAsync(s_labels, path, lane, cancellationToken), window.Page, size);
    }

    /// <summary>One page of what a batch bought.</summary>
    public async Task<ShippingPage<LabelRecord>> ListOfBatchAsync(string batchId, int page, CancellationToken cancellationToken) =>
        PageOf(await ReadAsync(s_labels, Labels(page, MaxPageSize).Add("batch_id", batchId), RateLane.Background, cancellationToken), page, MaxPageSize);

    /// <summary>One page of what a batch could not buy. The vendor writes this page size without an underline, and says only by a link whether more follow.</summary>
    public Task<ShippingPage<BatchProblem>> ListProblemsAsync(string batchId, int page, CancellationToken cancellationToken)
    {
        var path = new QueryString($"v2/batches/{batchId}/errors").Add("page", page).Add("pagesize", MaxPageSize).ToString();
        return api.SendAsync(
            new ApiCall<ShippingPage<BatchProblem>>(api, HttpMethod.Get, path, (body, at) =>
            {
                var rows = s_problems.Read(body, account, at);
                var more = rows.Value.Count >= MaxPageSize || HasNext(body);
                // Vendors' words about addresses: the journal needs the number alone.
                return new Reading<ShippingPage<BatchProblem>>(
                    new ShippingPage<BatchProblem>(rows.Value.Rows, more, rows.Value.Unreadable), rows.OrderIds, string.Create(CultureInfo.InvariantCulture, $"{rows.Value.Count} errors"));
            })
            {
                Lane = RateLane.Background
            },
            cancellationToken);
    }

    /// <summary>Null when there is none.</summary>
    public async Task<LabelRecord?> FindAsync(string labelId, RateLane lane, CancellationToken cancellationToken)
    {
        if (!V2Ids.IsName(labelId)) return null;
        try
        {
            return await api.SendAsync(
                new ApiCall<LabelRecord>(api, HttpMethod.Get, $"v2/labels/{labelId}", (body, at) =>
                {
                    var row = JsonSerializer.Deserialize(body.Span, V2LabelsJson.Default.WireV2Label) ?? throw new JsonException("The response is null.");
                    try
                    {
                        var label = LabelFromV2.Record(row, account, at);
                        return new Reading<LabelRecord>(label, ShipStation.Mapping.ShopOrderIds.From([row.ExternalShipmentId]), $"label {label.LabelId}, {label.Status}");
                    }
                    catch (UnreadableRowException e)
                    {
                        throw new JsonException(e.Message, e);
                    }
                })
                {
                    Lane = lane,
                    SuccessIsSecret = true
                },
                cancellationToken);
        }
        catch (ShipStationException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private static QueryString Labels(int page, int size) =>
        new QueryString("v2/labels").Add("page", page).Add("page_size", size).Add("sort_by", "created_at").Add("sort_dir", "asc");

    private Task<RowPage<T>> ReadAsync<TWire, T>(ListKind<TWire, T> kind, QueryString path, RateLane lane, CancellationToken cancellationToken) where TWire : class => api.SendAsync(
        new ApiCall<RowPage<T>>(api, HttpMethod.Get, path.ToString(), (body, at) => kind.Read(body, account, at)) { Lane = lane }, cancellationToken);

    private static ShippingPage<T> PageOf<T>(RowPage<T> rows, int page, int size) => new(rows.Rows, More(rows, page, size), rows.Unreadable);

    private static bool More<T>(RowPage<T> rows, int page, int size) => rows.Count >= size || page < rows.Pages;

    private static bool HasNext(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.TryGetProperty("links", out var links) && links.ValueKind == JsonValueKind.Object
            && links.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.Object && next.TryGetProperty("href", out var link)
            && link.ValueKind == JsonValueKind.String;
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
