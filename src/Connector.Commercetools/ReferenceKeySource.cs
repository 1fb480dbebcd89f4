using Connector.Commercetools.Mapping;
using Connector.Commercetools.Wire;
using Connector.Core.Model.Messages;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connector.Commercetools;

/// <summary>
/// Finds the keys that orders leave out: of supply channels and shipping methods that are not expanded. Lists are read only when an order needs one. A client
/// without the scope for them gets orders without these keys.
/// </summary>
internal sealed partial class ReferenceKeySource(
    CommerceReferences references, IOptions<CommercetoolsOptions> options, TimeProvider clock, ILogger<ReferenceKeySource> logger)
{
    private static readonly TimeSpan RereadAtMostEvery = TimeSpan.FromMinutes(1);
    private readonly Known _channels = new("channels", "view_channels");
    private readonly Known _methods = new("shipping methods", "view_shipping_methods");

    internal async Task<ReferenceKeys> ForAsync(List<OrderRow> rows, CancellationToken cancellationToken)
    {
        HashSet<string> channelIds = [];
        HashSet<string> methodIds = [];
        foreach (var row in rows)
        {
            if (row.Half.Wire is not { } order) continue;
            foreach (var line in order.LineItems ?? []) Need(channelIds, line?.SupplyChannel);
            Need(methodIds, order.ShippingInfo?.ShippingMethod);
            foreach (var shipping in order.Shipping ?? []) Need(methodIds, shipping?.ShippingInfo?.ShippingMethod);
        }

        if (channelIds.Count == 0 && methodIds.Count == 0) return ReferenceKeys.None;
        return new ReferenceKeys(
            await FindAsync(_channels, channelIds, ReadChannelsAsync, cancellationToken), await FindAsync(_methods, methodIds, ReadMethodsAsync, cancellationToken));
    }

    private static void Need(HashSet<string> ids, WireReference? reference)
    {
        if (LinesFromWire.KeyOf(reference) is null && Blank.ToNull(reference?.Id) is { } id) ids.Add(id);
    }

    private async Task<IReadOnlyDictionary<string, string?>> FindAsync(
        Known known, HashSet<string> ids, Func<DateTimeOffset, CancellationToken, Task<Dictionary<string, string?>>> read, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (ids.Count == 0 || now < known.RefusedUntil) return ReferenceKeys.None.ChannelKeys;
        try
        {
            var keys = await read(DateTimeOffset.MinValue, cancellationToken);
            // A warehouse may be newer than our list; one that was deleted must not make us ask for ever.
            return ids.All(keys.ContainsKey) ? keys : await read(now - RereadAtMostEvery, cancellationToken);
        }
        catch (CommercetoolsException refused) when (refused.Status == 403 && refused.Kind == FailureKind.Unauthorized)
        {
            known.RefusedUntil = now + TimeSpan.FromMinutes(options.Value.ReferenceMinutes);
            if (known.ReportOnce()) Log.NoScope(logger, known.What, known.Scope);
            return ReferenceKeys.None.ChannelKeys;
        }
    }

    private async Task<Dictionary<string, string?>> ReadChannelsAsync(DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        var list = await references.ListChannelsAsync(notBefore, cancellationToken);
        return _channels.KeysOf(list, () => list.ToDictionary(channel => channel.Id, channel => channel.Key, StringComparer.Ordinal));
    }

    private async Task<Dictionary<string, string?>> ReadMethodsAsync(DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        var list = await references.ListShippingMethodsAsync(notBefore, cancellationToken);
        return _methods.KeysOf(list, () => list.ToDictionary(method => method.Id, method => method.Key, StringComparer.Ordinal));
    }

    /// <summary>One sort of reference: the dictionary of the list last seen, and whether we may read it at all.</summary>
    private sealed class Known(string what, string scope)
    {
        private int _reported;
        private volatile Made? _made;

        public string What { get; } = what;
        public string Scope { get; } = scope;
        public DateTimeOffset RefusedUntil { get; set; }

        public bool ReportOnce() => Interlocked.Exchange(ref _reported, 1) == 0;

        public Dictionary<string, string?> KeysOf(object list, Func<Dictionary<string, string?>> make)
        {
            if (_made is { } ready && ReferenceEquals(ready.List, list)) return ready.Keys;
            var keys = make();
            _made = new Made(list, keys);
            return keys;
        }

        private sealed record Made(object List, Dictionary<string, string?> Keys);
    }

    private static partial class Log
    {
        [LoggerMessage(3102, LogLevel.Warning, "commercetools does not allow reading {What} (scope {Scope}); orders come without their keys")]
        internal static partial void NoScope(ILogger logger, string what, string scope);
    }
}
