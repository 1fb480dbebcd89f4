using Azure.Data.Tables;

namespace Connector.Azure.Tables;

/// <summary>
/// Filters that cut all partitions whose key starts with a prefix into sixteen ranges of about the same size where keys go on with hexadecimal digits,
/// as ids of the shop do. Other keys are in one of them too.
/// </summary>
internal static class KeyRanges
{
    public static IReadOnlyList<string> Create(string prefix)
    {
        string[] starts = [prefix, .. "123456789abcdef".Select(digit => prefix + digit)];
        return [.. starts.Select((start, i) => Range(start, i + 1 < starts.Length ? starts[i + 1] : EndOf(prefix)))];
    }

    private static string Range(string start, string? end) => end is null
        ? TableClient.CreateQueryFilter($"PartitionKey ge {start}")
        : TableClient.CreateQueryFilter($"PartitionKey ge {start} and PartitionKey lt {end}");

    /// <summary>The first text behind all that start with this; null when there is none.</summary>
    private static string? EndOf(string prefix) => prefix.Length == 0 ? null : prefix[..^1] + (char)(prefix[^1] + 1);
}
