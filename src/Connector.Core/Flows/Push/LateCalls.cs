using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;

namespace Connector.Core.Flows.Push;

/// <summary>
/// Pure: calls of ours without a known outcome that may be applied late, over newer content. What such a call put there is our own old content and no edit of
/// people's, so it must not survive a merge.
/// </summary>
internal static class LateCalls
{
    /// <summary>How long after the last of them a reading shows whether one was applied late: no server keeps a call for so long while it responds to others.</summary>
    public static readonly TimeSpan VerifyAfter = TimeSpan.FromMinutes(5);

    /// <summary>Whether one of them carried something else than was acknowledged last: the same content leaves all as it is, however late it is applied. An order that was cancelled is harmed by any.</summary>
    public static bool CanHarm(SyncRow row) => row.Unverified is { } calls
        && (row.Status == SyncStatus.Cancelled || row.Payload is not { } sent || calls.Payloads.Any(late => !late.AsSpan().SequenceEqual(sent)));

    /// <summary>Whether none of them can be applied any more; also when the instant was noted by a clock that was set back since.</summary>
    public static bool AreOver(SyncRow row, DateTimeOffset now) => row.Unverified is { } calls && (calls.Since + VerifyAfter <= now || calls.Since > now + VerifyAfter);

    /// <summary>Whether it is time to look.</summary>
    public static bool AreDue(SyncRow row, DateTimeOffset now) => AreOver(row, now) && CanHarm(row);

    /// <summary>A cancelled order's row when nothing of it stands there: a call that was begun for it may still arrive, and is looked for later.</summary>
    public static SyncRow Gone(SyncRow row, bool verified, DateTimeOffset now) => row with
    {
        Status = SyncStatus.Cancelled, Reservation = null, Payload = row.LastPayload(), Unverified = UnverifiedCalls.With(verified ? null : row.Unverified, row.Reservation?.Payload, now)
    };

    /// <summary>When a message that came to look must come again, because its clock was ahead of the one that noted the call; null when there is nothing to wait for.</summary>
    public static DateTimeOffset? LookAgainAt(WorkMessage message, IEnumerable<SyncRow?> rows, DateTimeOffset now) =>
        message.Reason != MessageReasons.Verify ? null : rows.OfType<SyncRow>().Where(r => CanHarm(r) && !AreOver(r, now)).Max(r => r.Unverified?.Since + VerifyAfter);

    /// <summary>The message that has the order looked at when its late calls have had their time.</summary>
    public static WorkMessage Verification(PlannedOrder order, DateTimeOffset now) =>
        new()
        {
            Type = MessageTypes.PushOrder, Id = order.Message.Id, OrderNumber = order.Message.OrderNumber, Version = order.Order.Version, Reason = MessageReasons.Verify,
            CorrelationId = order.Message.CorrelationId, EnqueuedAt = now
        };

    /// <summary>What is there without what late calls changed; the same instance when none of them shows.</summary>
    /// <param name="lastSent">Our last acknowledged payload.</param>
    public static ShippingOrder Undo(SyncRow row, ShippingOrder lastSent, ShippingOrder there)
    {
        foreach (var payload in row.CarriedPayloads())
        {
            var late = PayloadJson.Unpack(payload);
            if (Shows(late, lastSent, there)) there = PayloadMerge.Merge(late, lastSent, there).Order;
        }
        return there;
    }

    /// <summary>Of the fields in which the two payloads differ, one at least is there as the late call has it.</summary>
    private static bool Shows(ShippingOrder late, ShippingOrder lastSent, ShippingOrder there)
    {
        var (old, sent, now) = (Leaves(late), Leaves(lastSent), Leaves(there));
        return old.Any(field => !IsSame(field.Value, sent.GetValueOrDefault(field.Key)) && IsSame(field.Value, now.GetValueOrDefault(field.Key)));
    }

    /// <summary>The other side writes addresses in its own way.</summary>
    private static bool IsSame(string? a, string? b) => string.Equals(Plain(a), Plain(b), StringComparison.OrdinalIgnoreCase);

    private static string? Plain(string? text) => text is null ? null : string.Concat(text.Where(static c => char.IsLetterOrDigit(c) || c is '.' or '-'));

    private static Dictionary<string, string> Leaves(ShippingOrder order)
    {
        var leaves = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("", JsonSerializer.SerializeToNode(order, PayloadJsonContext.Default.ShippingOrder));
        return leaves;

        void Add(string path, JsonNode? node)
        {
            if (node is JsonObject parts)
                foreach (var (name, part) in parts) Add($"{path}.{name}", part);
            else if (node is JsonArray items)
                for (var i = 0; i < items.Count; i++) Add($"{path}[{(string?)(items[i] as JsonObject)?["lineItemKey"] ?? i.ToString(CultureInfo.InvariantCulture)}]", items[i]);
            else if (node is not null) leaves[path] = Number(node) ?? node.ToString();
        }
    }

    /// <summary>12.50 and 12.5 are one amount.</summary>
    private static string? Number(JsonNode node) =>
        node.GetValueKind() == JsonValueKind.Number ? node.Deserialize<decimal>().ToString("0.############", CultureInfo.InvariantCulture) : null;
}
