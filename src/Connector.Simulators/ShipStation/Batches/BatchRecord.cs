using Connector.Simulators.ShipStation.Orders;
using Connector.Simulators.ShipStation.Quotes;

namespace Connector.Simulators.ShipStation.Batches;

/// <summary>Shipments that are to be labelled together. Its number is that of its labels' event, too.</summary>
internal sealed class BatchRecord
{
    public const string Open = "open";
    public const string Processing = "processing";
    public const string Completed = "completed";
    public const string CompletedWithErrors = "completed_with_errors";
    public const string Archived = "archived";

    public required long BatchId { get; init; }
    public required string? ExternalId { get; init; }
    public required string? Notes { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public string Status { get; set; } = Open;
    public DateTimeOffset? ProcessedAt { get; set; }

    /// <summary>When the work is done; null while it has not been started, or is done.</summary>
    public DateTimeOffset? DueAt { get; set; }
    public string Format { get; set; } = "pdf";
    public string Layout { get; set; } = "4x6";
    public string DisplayScheme { get; set; } = "label";
    public DateOnly? ShipDate { get; set; }

    /// <summary>In the order in which they were added.</summary>
    public List<OrderRecord> Orders { get; } = [];

    /// <summary>The rate that chose carrier and service, by order.</summary>
    public Dictionary<long, Quote> Rates { get; } = [];
    public List<BatchError> Errors { get; } = [];
    public int Labels { get; set; }
}

/// <param name="ShipmentId">As it was sent, when there is no such shipment.</param>
internal sealed record BatchError(string Message, string ShipmentId, string? ExternalShipmentId);
