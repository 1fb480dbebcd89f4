using System.Globalization;
using Azure.Data.Tables;
using Connector.Core.Model.Shipping;

namespace Connector.Azure.Tables;

/// <summary>A sync row as it is stored in its table, and the filters that find it.</summary>
internal static class SyncRowEntity
{
    public const string Payload = "Payload";
    public const string Status = "Status";
    private const int MostBytes = 60 * 1024;
    private const string GroupPrefix = "g:";
    private const string AfterGroups = "g;";

    /// <summary>Leaves out what bodies of rows may lie beside them.</summary>
    public static string AnyGroup { get; } = TableClient.CreateQueryFilter($"RowKey ge {GroupPrefix} and RowKey lt {AfterGroups}");

    public static string PartitionOf(string orderId) => TableKey.Create(orderId);
    public static string RowOf(string groupKey) => GroupPrefix + TableKey.Create(groupKey);
    public static string GroupsOf(string orderId) => $"{TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(orderId)}")} and {AnyGroup}";

    public static string GroupsAfter(string partitionKey, string rowKey) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {partitionKey} and RowKey gt {rowKey} and RowKey lt {AfterGroups}");

    public static string OrdersAfter(string? orderId) => orderId is null
        ? AnyGroup
        : $"{TableClient.CreateQueryFilter($"PartitionKey gt {PartitionOf(orderId)}")} and {AnyGroup}";

    public static string NumberKey(string number) => TableKey.Create("number", number);

    public static string ShippingIdKey(string account, long shippingOrderId) =>
        TableKey.Create("shipping-id", account, shippingOrderId.ToString(CultureInfo.InvariantCulture));

    /// <summary>The other keys by which people and shipments find this row.</summary>
    public static IReadOnlyList<string> LookupKeys(SyncRow row)
    {
        var keys = new List<string>(3) { NumberKey(row.OrderNumber) };
        if (row.ShippingNumber.Length > 0 && !string.Equals(row.ShippingNumber, row.OrderNumber, StringComparison.Ordinal)) keys.Add(NumberKey(row.ShippingNumber));
        if (row.ShippingOrderId is { } id) keys.Add(ShippingIdKey(row.Account, id));
        return keys;
    }

    /// <summary>All but the payload.</summary>
    public static TableEntity Write(SyncRow row)
    {
        var entity = new TableEntity(PartitionOf(row.OrderId), RowOf(row.GroupKey))
        {
            ["OrderId"] = row.OrderId,
            ["GroupKey"] = row.GroupKey,
            ["OrderKey"] = row.OrderKey,
            ["OrderNumber"] = row.OrderNumber,
            ["ShippingNumber"] = row.ShippingNumber,
            ["Account"] = row.Account,
            ["ShippingOrderId"] = row.ShippingOrderId,
            ["OrderVersion"] = row.OrderVersion,
            ["PayloadHash"] = row.PayloadHash,
            ["RulesHash"] = row.RulesHash,
            [Status] = row.Status.ToString(),
            ["FailureCode"] = row.FailureCode,
            ["UpdatedAt"] = row.UpdatedAt.UtcTicks
        };
        if (row.Unverified is { } unverified)
        {
            entity["Unverified"] = Fitting(unverified.Pack());
            entity["UnverifiedSince"] = unverified.Since.UtcTicks;
        }
        if (row.Reservation is not { } reservation) return entity;
        entity["ReservedBy"] = reservation.Owner;
        entity["ReservedVersion"] = reservation.OrderVersion;
        entity["ReservedHash"] = reservation.Hash;
        entity["ReservedUntil"] = reservation.Until.UtcTicks;
        entity["ReservedPayload"] = Fitting(reservation.Payload);
        return entity;
    }

    /// <summary>Null for what a column cannot hold: then a call without a response is sent again, but not looked at later.</summary>
    private static byte[]? Fitting(byte[]? bytes) => bytes?.Length <= MostBytes ? bytes : null;

    public static SyncRow Read(TableEntity entity, byte[]? payload)
    {
        var row = new SyncRow
        {
            OrderId = entity.GetString("OrderId"),
            GroupKey = entity.GetString("GroupKey"),
            OrderKey = entity.GetString("OrderKey"),
            OrderNumber = entity.GetString("OrderNumber"),
            ShippingNumber = entity.GetString("ShippingNumber"),
            Account = entity.GetString("Account"),
            ShippingOrderId = entity.GetInt64("ShippingOrderId"),
            OrderVersion = entity.GetInt64("OrderVersion") ?? 0,
            PayloadHash = entity.GetString("PayloadHash"),
            RulesHash = entity.GetString("RulesHash"),
            Payload = payload,
            Status = Enum.Parse<SyncStatus>(entity.GetString(Status)),
            FailureCode = entity.GetString("FailureCode"),
            UpdatedAt = Instant(entity, "UpdatedAt"),
            Reservation = entity.GetString("ReservedBy") is { } owner
                ? new Reservation(owner, entity.GetInt64("ReservedVersion") ?? 0, entity.GetString("ReservedHash"), Instant(entity, "ReservedUntil"))
                {
                    Payload = entity.GetBinary("ReservedPayload")
                }
                : null,
            Unverified = UnverifiedCalls.Unpack(entity.GetBinary("Unverified"), Instant(entity, "UnverifiedSince"))
        };
        return row with { ETag = new SyncRowETag(SyncRowETag.MarkOf(LookupKeys(row)), BodyRows.PlaceOf(entity, Payload), entity.ETag.ToString()).ToString() };
    }

    private static DateTimeOffset Instant(TableEntity entity, string name) => new(entity.GetInt64(name) ?? 0, TimeSpan.Zero);
}
