using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using Connector.Commercetools.Wire;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Http;
using Microsoft.Extensions.Options;

namespace Connector.Commercetools;

/// <summary>What orders refer to, kept for some minutes.</summary>
internal sealed class CommerceReferences(CommercetoolsClient client, IOptions<CommercetoolsOptions> options, TimeProvider clock) : ICommerceReferences, IDisposable
{
    private readonly TimeSpan _lifetime = TimeSpan.FromMinutes(options.Value.ReferenceMinutes);
    private readonly TimedValue<IReadOnlyList<CommerceChannel>> _channels = new(clock, TimeSpan.FromMinutes(options.Value.ReferenceMinutes));
    private readonly TimedValue<IReadOnlyList<CommerceShippingMethod>> _methods = new(clock, TimeSpan.FromMinutes(options.Value.ReferenceMinutes));
    private readonly ConcurrentDictionary<string, TimedValue<CommerceType?>> _types = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TimedValue<CommerceChannel?>> _channelsByKey = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TimedValue<CommerceState?>> _states = new(StringComparer.Ordinal);

    public Task<CommerceType?> GetTypeAsync(string idOrKey, CancellationToken cancellationToken) =>
        Keep(_types, idOrKey, token => ReadTypeAsync(idOrKey, token), cancellationToken);

    public Task<CommerceChannel?> GetChannelAsync(string key, CancellationToken cancellationToken) =>
        Keep(_channelsByKey, key, async token => await ReadChannelAsync(key, token) is { } wire ? Channel(wire) : null, cancellationToken);

    public Task<CommerceState?> GetStateAsync(string key, CancellationToken cancellationToken) =>
        Keep(_states, key, token => ReadStateAsync(key, token), cancellationToken);

    public Task<IReadOnlyList<CommerceChannel>> ListChannelsAsync(CancellationToken cancellationToken) =>
        ListChannelsAsync(DateTimeOffset.MinValue, cancellationToken);

    public Task<IReadOnlyList<CommerceShippingMethod>> ListShippingMethodsAsync(CancellationToken cancellationToken) =>
        ListShippingMethodsAsync(DateTimeOffset.MinValue, cancellationToken);

    public async Task<IReadOnlyList<StockEntry>> ListStockAsync(IReadOnlyCollection<string> skus, CancellationToken cancellationToken)
    {
        const int fixedQuery = 200;
        List<StockEntry> stock = [];
        var waiting = new Queue<string>(skus.Distinct(StringComparer.Ordinal).Where(sku => sku.Length > 0));
        while (waiting.Count > 0)
        {
            var query = new QueryString("inventory").Add("where", "sku in :skus").Add("var.skus", waiting.Dequeue());
            while (waiting.TryPeek(out var sku)
                && client.FixedUrlLength + query.Length + QueryString.LengthOf("var.skus", sku) + fixedQuery < CommercetoolsClient.LongestUrl)
            {
                query.Add("var.skus", waiting.Dequeue());
            }

            var found = await ListAsync(query.ToString(), WireJson.Default.WireResource, row => row.Id, cancellationToken);
            stock.AddRange(found.Where(row => row.Sku is not null).Select(row => new StockEntry(row.Sku!, row.SupplyChannel?.Id, row.AvailableQuantity ?? 0)));
        }

        if (stock.Count == 0) return stock;
        var keys = (await ListChannelsAsync(cancellationToken)).ToDictionary(channel => channel.Id, channel => channel.Key, StringComparer.Ordinal);
        return [.. stock.Select(entry => entry.SupplyChannelId is { } id ? entry with { SupplyChannelKey = keys.GetValueOrDefault(id) } : entry)];
    }

    public async Task<bool> EnsureExportChannelAsync(string key, CancellationToken cancellationToken)
    {
        var made = await SetUp.EnsureExportChannelAsync(this, client, key, cancellationToken);
        if (made)
        {
            _channelsByKey.TryRemove(key, out _);
            _channels.Forget();
        }

        return made;
    }

    public async Task<IReadOnlyList<string>> EnsureOrderTypeAsync(
        string key, IReadOnlyList<FieldDefinition> fields, CancellationToken cancellationToken)
    {
        var added = await SetUp.EnsureOrderTypeAsync(this, client, key, fields, cancellationToken);
        // Other entries may hold the same Type under its id.
        if (added.Count > 0) _types.Clear();
        return added;
    }

    public void Dispose()
    {
        _channels.Dispose();
        _methods.Dispose();
    }

    internal Task<IReadOnlyList<CommerceChannel>> ListChannelsAsync(DateTimeOffset notBefore, CancellationToken cancellationToken) => _channels.GetAsync(
        async token => (await ListAsync("channels", WireJson.Default.WireResource, row => row.Id, token)).ConvertAll(Channel), notBefore, cancellationToken);

    internal Task<IReadOnlyList<CommerceShippingMethod>> ListShippingMethodsAsync(DateTimeOffset notBefore, CancellationToken cancellationToken) => _methods.GetAsync(
        async token => (await ListAsync("shipping-methods", WireJson.Default.WireShippingMethod, row => row.Id, token))
            .ConvertAll(row => new CommerceShippingMethod(row.Id ?? "", row.Key, row.Name ?? "")),
        notBefore,
        cancellationToken);

    internal Task<WireResource?> ReadChannelAsync(string key, CancellationToken cancellationToken) =>
        client.SendAsync(ReferenceCalls.Get(client, ByKey("channels", key), WireJson.Default.WireResource), cancellationToken);

    internal Task<WireType?> ReadTypeByKeyAsync(string key, CancellationToken cancellationToken) =>
        client.SendAsync(ReferenceCalls.Get(client, ByKey("types", key), WireJson.Default.WireType), cancellationToken);

    internal static string ByKey(string resource, string key) => $"{resource}/key={Uri.EscapeDataString(key)}";

    private async Task<CommerceType?> ReadTypeAsync(string idOrKey, CancellationToken cancellationToken)
    {
        WireType? wire = null;
        if (Guid.TryParseExact(idOrKey, "D", out _))
        {
            wire = await client.SendAsync(ReferenceCalls.Get(client, $"types/{idOrKey}", WireJson.Default.WireType), cancellationToken);
        }

        wire ??= await ReadTypeByKeyAsync(idOrKey, cancellationToken);
        if (wire is null) return null;
        var names = wire.FieldDefinitions?.Select(field => field?.Name).OfType<string>() ?? [];
        return new CommerceType(wire.Id ?? "", wire.Key ?? "", wire.Version ?? 0, names.ToHashSet(StringComparer.Ordinal));
    }

    private async Task<CommerceState?> ReadStateAsync(string key, CancellationToken cancellationToken)
    {
        var wire = await client.SendAsync(ReferenceCalls.Get(client, ByKey("states", key), WireJson.Default.WireResource), cancellationToken);
        return wire is null ? null : new CommerceState(wire.Id ?? "", wire.Key, wire.Type ?? "");
    }

    private async Task<List<T>> ListAsync<T>(string path, JsonTypeInfo<T> type, Func<T, string?> idOf, CancellationToken cancellationToken)
        where T : class
    {
        List<T> all = [];
        string? after = null;
        while (true)
        {
            var query = new QueryString(path);
            var page = (await client.SendAsync(ReferenceCalls.Page(client, query, after, type), cancellationToken))!;
            all.AddRange(page.Rows);
            var last = page.Rows.Count == 0 ? null : idOf(page.Rows[^1]);
            if (page.Rows.Count < ReferenceCalls.PageSize || last is null || last == after) return all;
            after = last;
        }
    }

    private async Task<T?> Keep<T>(
        ConcurrentDictionary<string, TimedValue<T?>> kept, string key, Func<CancellationToken, Task<T?>> read, CancellationToken cancellationToken)
        where T : class =>
        await kept.GetOrAdd(key, _ => new TimedValue<T?>(clock, _lifetime)).GetAsync(read, DateTimeOffset.MinValue, cancellationToken);

    private static CommerceChannel Channel(WireResource wire) => new(wire.Id ?? "", wire.Key, wire.Roles is null ? [] : [.. wire.Roles.OfType<string>()]);
}
