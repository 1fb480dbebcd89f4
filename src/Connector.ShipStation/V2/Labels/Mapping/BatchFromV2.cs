using System.Text.Json;
using Connector.Core.Model.Labels;
using Connector.Http;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.V2.Labels.Wire;
using Connector.ShipStation.V2.Mapping;
using Connector.ShipStation.Wire;

namespace Connector.ShipStation.V2.Labels.Mapping;

/// <summary>V2's batches.</summary>
internal static class BatchFromV2
{
    public static Reading<LabelBatch> Map(ReadOnlyMemory<byte> body)
    {
        var wire = JsonSerializer.Deserialize(body.Span, V2LabelsJson.Default.WireV2Batch) ?? throw new JsonException("The response is null.");
        if (!V2Ids.IsName(wire.BatchId)) throw new JsonException("The response has no batch_id.");
        try
        {
            return new Reading<LabelBatch>(new LabelBatch
            {
                BatchId = wire.BatchId!,
                ExternalId = WireReader.Text(wire.ExternalBatchId),
                Status = V2Words.BatchStatusOf(wire.Status),
                Count = wire.Count ?? 0,
                Completed = wire.Completed ?? 0,
                Errors = wire.Errors ?? 0,
                Warnings = wire.Warnings ?? 0,
                CreatedAt = V2Words.Instant(wire.CreatedAt, "created_at"),
                ProcessedAt = V2Words.Instant(wire.ProcessedAt, "processed_at")
            });
        }
        catch (UnreadableRowException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    public static BatchProblem Problem(WireV2BatchError row, string account, DateTimeOffset observedAt) =>
        new(V2Ids.Read(row.ShipmentId), WireReader.Text(row.ExternalShipmentId), VendorMessage.Clean(row.Error ?? "", null) ?? "no explanation");
}
