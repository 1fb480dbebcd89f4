using System.Text.Json;
using System.Text.Json.Serialization;

namespace Connector.Core.ShippingPolls;

/// <summary>How far a poll of the shipping side has come.</summary>
/// <param name="Frontier">The newest instant seen in what was read.</param>
/// <param name="OverlapAt">When the poll last started earlier than its frontier, to catch what became visible late.</param>
/// <param name="CaughtUpAt">When a poll last reached the end; everything before was seen.</param>
internal sealed record PollCursor(DateTimeOffset Frontier, DateTimeOffset OverlapAt, DateTimeOffset CaughtUpAt)
{
    public string Write() => JsonSerializer.Serialize(this, PollCursorJson.Default.PollCursor);
    public static PollCursor? Read(string value) => JsonSerializer.Deserialize(value, PollCursorJson.Default.PollCursor);
}

[JsonSerializable(typeof(PollCursor))]
internal sealed partial class PollCursorJson : JsonSerializerContext;
