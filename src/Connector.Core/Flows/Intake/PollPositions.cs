using System.Text.Json;

namespace Connector.Core.Flows.Intake;

/// <summary>Until when each poll of the shipping side has seen everything: what its cursor says, not when the cursor was written.</summary>
public static class PollPositions
{
    /// <summary>When a poll last came to its end; null when it never did, and for a cursor of another kind.</summary>
    public static DateTimeOffset? CaughtUpAt(string cursorValue)
    {
        try
        {
            return PollCursor.Read(cursorValue)?.CaughtUpAt is { } at && at > DateTimeOffset.MinValue ? at : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
