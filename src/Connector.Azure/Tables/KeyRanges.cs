using Azure.Data.Tables;

namespace Connector.Azure.Tables;

/// <summary>
/// Filters that cut all partitions whose key starts with a prefix into sixteen ranges of about the same size where keys go on with hexadecimal digits,
/// as ids of the shop do. Other keys are in one of them too.
/// </summary>
internal static class KeyRanges
{
    public static IReadOnlyList<string> Of(string prefix)
    {
        string[] starts = [prefix, .. "123456789abcdef".Select(digit => prefix + digit)];
        // No key that we make has a character behind the tilde.
        return [.. starts.Select((start, i) => i + 1 < starts.Length
            ? TableClient.CreateQueryFilter($"PartitionKey ge {start} and PartitionKey lt {starts[i + 1]}")
            : TableClient.CreateQueryFilter($"PartitionKey ge {start} and PartitionKey le {prefix + '\u007e'}"))];
    }
}
