using Azure.Data.Tables;

namespace Connector.Azure.Tables;

/// <summary>Instants are kept as their ticks in UTC.</summary>
internal static class InstantColumns
{
    /// <summary>Null where the row has none.</summary>
    public static DateTimeOffset? GetInstant(this TableEntity row, string column) => row.GetInt64(column) is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
}
