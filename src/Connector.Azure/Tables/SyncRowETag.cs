using System.Security.Cryptography;
using System.Text;

namespace Connector.Azure.Tables;

/// <summary>What a reader of a sync row hands back when it writes.</summary>
/// <param name="Mark">Of the lookup keys that were written before the row was.</param>
/// <param name="Place">Of a payload that does not fit into the row.</param>
/// <param name="Row">The row's etag in its table.</param>
internal sealed record SyncRowETag(string Mark, string? Place, string Row)
{
    private const char Between = '|';

    /// <summary>Null for what is no etag of ours.</summary>
    public static SyncRowETag? Parse(string? text) =>
        text?.Split(Between, 3) is [var mark, var place, var row] && StorageETag.IsOne(row) ? new SyncRowETag(mark, place.Length > 0 ? place : null, row) : null;

    public static string MarkOf(IReadOnlyList<string> keys) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', keys))).AsSpan(0, 8));

    public override string ToString() => $"{Mark}{Between}{Place}{Between}{Row}";
}

/// <summary>The form of the service's own etags; it refuses requests with others.</summary>
internal static class StorageETag
{
    public static bool IsOne(string text) => text.StartsWith("W/\"", StringComparison.Ordinal) && text.EndsWith('"');
}
