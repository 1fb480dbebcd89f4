using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connector.Core.Flows.Reconcile;

/// <summary>How far the nightly comparison has come; kept after each slice, so that a run that is cut off goes on where it was.</summary>
/// <param name="Started">When this night's comparison began. What changed later, or within the grace before, is left to the next one.</param>
/// <param name="From">Start of the window that is compared.</param>
internal sealed record ReconcilePosition(DateTimeOffset Started, DateTimeOffset From)
{
    public ReconcileStage Stage { get; init; }

    /// <summary>Reading: which list of which account, from which instant, which page.</summary>
    public int List { get; init; }
    public DateTimeOffset ListFrom { get; init; }
    public int Page { get; init; } = 1;

    /// <summary>How many notes hold what was read, and how many hold the ids of the orders that were compared.</summary>
    public int ReadNotes { get; init; }
    public int SeenNotes { get; init; }

    /// <summary>Comparing: the last order of the shop's list; then the last id of the others; then of the rows.</summary>
    public DateTimeOffset? AfterModified { get; init; }
    public string? AfterId { get; init; }

    public long ShopOrders { get; init; }
    public long ShippingOrders { get; init; }
    public long Shipments { get; init; }
    public long TooFresh { get; init; }
    public int Differences { get; init; }
    public int Repaired { get; init; }

    public string Write() => JsonSerializer.Serialize(this, ReconcilePositionJson.Default.ReconcilePosition);
    public static ReconcilePosition? Read(string value) => JsonSerializer.Deserialize(value, ReconcilePositionJson.Default.ReconcilePosition);

    /// <summary>Pure: when the last night began whose comparison should have begun by now.</summary>
    public static DateTimeOffset NightOf(DateTimeOffset now, int startHour)
    {
        var tonight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(startHour);
        return tonight <= now ? tonight : tonight.AddDays(-1);
    }
}

internal enum ReconcileStage { Reading, ShopOrders, Others, Rows, Ending, Done }

[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReconcilePosition))]
internal sealed partial class ReconcilePositionJson : JsonSerializerContext;
