namespace Azure.Data.Tables;

/// <summary>How requests name an entity and a condition.</summary>
internal static class TableRequests
{
    public static string Address(string table, string partitionKey, string rowKey) =>
        $"{table}(PartitionKey={Key(partitionKey)},RowKey={Key(rowKey)})";

    /// <summary>No condition means any.</summary>
    public static string IfMatch(ETag etag) => etag == default ? ETag.All.ToString() : etag.ToString("H");

    private static string Key(string key) => Uri.EscapeDataString(TableFilter.Quote(key));
}
