using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Http;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.V2.Labels.Mapping;
using Connector.ShipStation.V2.Mapping;

namespace Connector.ShipStation.V2.Labels;

/// <summary>Batches over V2 (POST /v2/batches and below). The member that would buy with the creation is never sent.</summary>
internal sealed class LabelBatches(ShipStationClient api, V2LabelLists lists) : ILabelBatches
{
    public Task<LabelBatch> CreateAsync(BatchRequest request, CancellationToken cancellationToken)
    {
        if (request.ShippingOrderIds.Count + request.RateIds.Count == 0) throw new ArgumentException("A batch needs at least one order or rate.", nameof(request));
        return api.SendAsync(
            new ApiCall<LabelBatch>(api, HttpMethod.Post, "v2/batches", static (body, _) => BatchFromV2.Map(body))
            {
                IsRepeatable = false, RejectedCode = ErrorCodes.LabelRefused, BodyType = ApiCall.JsonUtf8, Body = LabelToV2.Batch(request)
            },
            cancellationToken);
    }

    public Task<LabelBatch?> FindAsync(string externalId, CancellationToken cancellationToken) =>
        ReadAsync($"v2/batches/external_batch_id/{Uri.EscapeDataString(externalId)}", cancellationToken);

    public Task<LabelBatch?> GetAsync(string batchId, CancellationToken cancellationToken) => ReadAsync($"v2/batches/{Checked(batchId)}", cancellationToken);

    public async Task<BatchStart> ProcessAsync(string batchId, BatchProcess process, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = new ApiCall<BatchStart>(
            api, HttpMethod.Post, $"v2/batches/{Checked(batchId)}/process/labels", static (_, _) => new Reading<BatchStart>(new BatchStart.Started(), Summary: "started"))
        {
            IsRepeatable = false, Timeout = api.LabelTimeout, BodyType = ApiCall.JsonUtf8, Body = LabelToV2.Process(process)
        };
        try
        {
            return await api.SendAsync(call, cancellationToken);
        }
        catch (Exception failure) when (LabelFailures.Concerns(call, failure))
        {
            return call.Result ?? BatchStart.From(LabelFailures.From(call, failure));
        }
    }

    public async Task ArchiveAsync(string batchId, CancellationToken cancellationToken)
    {
        try
        {
            await api.SendAsync(
                new ApiCall<bool>(api, HttpMethod.Delete, $"v2/batches/{Checked(batchId)}", static (_, _) => new Reading<bool>(true, Summary: "archived")) { Lane = RateLane.Normal, RejectedCode = ErrorCodes.LabelRefused },
                cancellationToken);
        }
        catch (ShipStationException e) when (e.Status == 404)
        {
            // It is gone, which is what was wanted.
        }
    }

    public Task<ShippingPage<LabelRecord>> ListLabelsAsync(string batchId, int page, CancellationToken cancellationToken) =>
        lists.ListOfBatchAsync(Checked(batchId), Math.Max(page, 1), cancellationToken);

    public Task<ShippingPage<BatchProblem>> ListProblemsAsync(string batchId, int page, CancellationToken cancellationToken) =>
        lists.ListProblemsAsync(Checked(batchId), Math.Max(page, 1), cancellationToken);

    private async Task<LabelBatch?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await api.SendAsync(new ApiCall<LabelBatch>(api, HttpMethod.Get, path, static (body, _) => BatchFromV2.Map(body)) { Lane = RateLane.Normal }, cancellationToken);
        }
        catch (ShipStationException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private static string Checked(string batchId) => V2Ids.IsName(batchId) ? batchId : throw new ArgumentException("The batch's id is of another form.", nameof(batchId));
}
