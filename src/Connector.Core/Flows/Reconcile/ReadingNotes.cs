using System.Text.Json;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Reconcile;

/// <summary>What a nightly comparison has read and compared so far, in the cursor store; written over by the next night, and emptied at the end of each.</summary>
internal sealed class ReadingNotes(ICursorStore cursors)
{
    /// <summary>A value of the cursor store is at most 32,000 characters long in Table Storage.</summary>
    private const int MostCharacters = 30_000;
    private const int RowsOfANote = 100;

    /// <returns>The number of notes from now on.</returns>
    public Task<int> AddOrdersAsync(int notes, IReadOnlyList<ShippingOrderSnapshot> orders, CancellationToken cancellationToken) =>
        AddAsync(notes, [.. orders.Select(Reduced)], (writer, order) => JsonSerializer.Serialize(writer, order, PayloadJsonContext.Default.ShippingOrderSnapshot), 'o', cancellationToken);

    /// <inheritdoc cref="AddOrdersAsync"/>
    public Task<int> AddShipmentsAsync(int notes, IReadOnlyList<Shipment> shipments, CancellationToken cancellationToken) =>
        AddAsync(notes, shipments, (writer, shipment) => JsonSerializer.Serialize(writer, shipment, PayloadJsonContext.Default.Shipment), 's', cancellationToken);

    public async Task ReadAsync(int notes, Action<ShippingOrderSnapshot> order, Func<IReadOnlyList<Shipment>, Task> shipments, CancellationToken cancellationToken)
    {
        var labels = new List<Shipment>();
        for (var i = 0; i < notes; i++)
        {
            if ((await cursors.GetAsync(CursorName.ReconciliationRead(i), cancellationToken))?.Value is not { Length: > 1 } value) continue;
            using var rows = JsonDocument.Parse(PayloadJson.Decompress(Convert.FromBase64String(value[1..])));
            foreach (var row in rows.RootElement.EnumerateArray())
            {
                if (value[0] == 'o') order(row.Deserialize(PayloadJsonContext.Default.ShippingOrderSnapshot)!);
                else labels.Add(row.Deserialize(PayloadJsonContext.Default.Shipment)!);
            }
        }
        // The orders first: a label without our key is known by its order.
        await shipments(labels);
    }

    public Task AddSeenAsync(int notes, IEnumerable<string> orderIds, CancellationToken cancellationToken) => WriteAsync(CursorName.ReconciliationSeen(notes), string.Join(' ', orderIds), cancellationToken);

    public async Task<HashSet<string>> ReadSeenAsync(int notes, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < notes; i++)
            if (await cursors.GetAsync(CursorName.ReconciliationSeen(i), cancellationToken) is { } note) seen.UnionWith(note.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return seen;
    }

    /// <summary>Addresses are kept no longer than they are needed.</summary>
    public async Task EmptyAsync(int readNotes, CancellationToken cancellationToken)
    {
        for (var i = 0; i < readNotes; i++) await WriteAsync(CursorName.ReconciliationRead(i), "-", cancellationToken);
    }

    private async Task<int> AddAsync<T>(int notes, IReadOnlyList<T> rows, Action<Utf8JsonWriter, T> write, char kind, CancellationToken cancellationToken)
    {
        foreach (var part in rows.Chunk(RowsOfANote)) notes = await AddPartAsync(notes, part, write, kind, cancellationToken);
        return notes;
    }

    private async Task<int> AddPartAsync<T>(int notes, T[] rows, Action<Utf8JsonWriter, T> write, char kind, CancellationToken cancellationToken)
    {
        using var target = new MemoryStream();
        using (var writer = new Utf8JsonWriter(target))
        {
            writer.WriteStartArray();
            foreach (var row in rows) write(writer, row);
            writer.WriteEndArray();
        }
        var value = kind + Convert.ToBase64String(PayloadJson.Compress(target.ToArray()));
        if (value.Length > MostCharacters && rows.Length > 1)
        {
            var first = await AddPartAsync(notes, rows[..(rows.Length / 2)], write, kind, cancellationToken);
            return await AddPartAsync(first, rows[(rows.Length / 2)..], write, kind, cancellationToken);
        }
        await WriteAsync(CursorName.ReconciliationRead(notes), value, cancellationToken);
        return notes + 1;
    }

    private async Task WriteAsync(CursorName name, string value, CancellationToken cancellationToken)
    {
        // The lease of the timer sees to it that nobody else writes here.
        var before = await cursors.GetAsync(name, cancellationToken);
        await cursors.TrySetAsync(name, value, before?.ETag, cancellationToken);
    }

    /// <summary>What a comparison looks at.</summary>
    private static ShippingOrderSnapshot Reduced(ShippingOrderSnapshot order) => order with
    {
        Content = new ShippingOrder
        {
            OrderKey = order.Content.OrderKey, OrderNumber = order.OrderNumber, Status = order.Content.Status, BillTo = order.Content.ShipTo, ShipTo = order.Content.ShipTo,
            StoreId = order.Content.StoreId, CustomField1 = Tie(order, order.Content.CustomField1), CustomField2 = Tie(order, order.Content.CustomField2), CustomField3 = Tie(order, order.Content.CustomField3), Items = [.. order.Content.Items.Select(i => new ShippingItem { LineItemKey = i.LineItemKey, Sku = i.Sku, Name = i.Name, Quantity = i.Quantity, Adjustment = i.Adjustment })]
        }
    };

    /// <summary>By which a foreign order may name one of ours.</summary>
    private static string? Tie(ShippingOrderSnapshot order, string? field) => ForeignParts.MayBeOne(order) ? field : null;

}
