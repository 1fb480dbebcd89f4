using System.Collections.Concurrent;
using System.Globalization;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Http;
using Connector.ShipStation.Wire;
using Microsoft.Extensions.Logging;

namespace Connector.ShipStation.Lists;

/// <summary>Reads pages of one account's lists.</summary>
internal sealed partial class ListReader(string account, ShipStationClient client, TimeProvider clock, ILogger<ListReader> log)
{
    public const int MaxPageSize = 500;
    private const int MaxUnfinished = 16;
    private static readonly TimeSpan UnfinishedCountsFor = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, object> _unfinished = new(StringComparer.Ordinal);

    /// <summary>
    /// One page, also when some of its rows cannot be had. More may follow when the page is full or when the response says so: neither alone can be trusted.
    /// </summary>
    /// <param name="path">Path and filters; page and page size are added.</param>
    /// <param name="poll">Names the list where it is polled (<see cref="ApiCall.Poll"/>).</param>
    /// <param name="sameList">What stays equal when the same page is asked for again (its end may move on); <paramref name="path"/> when null.</param>
    public async Task<ShippingPage<T>> ReadAsync<TWire, T>(
        ListKind<TWire, T> kind, string path, int page, int pageSize, RateLane lane, CancellationToken cancellationToken, string? sameList = null, string? poll = null)
        where TWire : class
    {
        page = Math.Max(page, 1);
        pageSize = Math.Clamp(pageSize, 1, MaxPageSize);
        var key = string.Create(CultureInfo.InvariantCulture, $"{sameList ?? path} {page} {pageSize}");
        ShippingPage<T> read;
        if (Unfinished<T>(key) is { } begun) read = await GoOnAsync(begun);
        else
        {
            try
            {
                var rows = await CallAsync(page, pageSize);
                read = new ShippingPage<T>(rows.Rows, rows.Count >= pageSize || page < rows.Pages, rows.Unreadable);
            }
            catch (ShipStationException e) when (PoisonedPage<T>.IsPoison(e))
            {
                read = await GoOnAsync(new PoisonedPage<T>(kind.Name, page, pageSize, clock.GetUtcNow(), e));
            }
        }
        foreach (var row in read.Unreadable) UnreadableRow(log, account, row);
        return read;

        Task<RowPage<T>> CallAsync(int number, int size) => client.SendAsync(ReadOf(kind, path, number, size, lane, poll), cancellationToken);

        async Task<ShippingPage<T>> GoOnAsync(PoisonedPage<T> poisoned)
        {
            try
            {
                return await poisoned.ReadAsync(CallAsync);
            }
            catch (Exception) when (!poisoned.GaveUp)
            {
                if (_unfinished.Count >= MaxUnfinished) _unfinished.Clear();
                _unfinished[key] = poisoned;
                throw;
            }
        }
    }

    /// <summary>One page as it comes, or the failure of the call: for lists where a part must not pass for the whole.</summary>
    public async Task<(RowPage<T> Page, bool More)> ReadWholeAsync<TWire, T>(
        ListKind<TWire, T> kind, string path, int page, RateLane lane, CancellationToken cancellationToken) where TWire : class
    {
        var rows = await client.SendAsync(ReadOf(kind, path, page, MaxPageSize, lane, null), cancellationToken);
        return (rows, rows.Count >= MaxPageSize || page < rows.Pages);
    }

    private ApiCall<RowPage<T>> ReadOf<TWire, T>(ListKind<TWire, T> kind, string path, int page, int pageSize, RateLane lane, string? poll) where TWire : class =>
        new(client, HttpMethod.Get, new QueryString(path).Add("page", page).Add("pageSize", pageSize).ToString(), (body, at) => kind.Read(body, account, at))
        {
            Lane = lane, Poll = poll is null ? null : string.Create(CultureInfo.InvariantCulture, $"{account} {kind.Name} {poll} {page} {pageSize}")
        };

    private PoisonedPage<T>? Unfinished<T>(string key) =>
        _unfinished.TryRemove(key, out var begun) && begun is PoisonedPage<T> poisoned && clock.GetUtcNow() - poisoned.StartedAt < UnfinishedCountsFor
            ? poisoned
            : null;

    [LoggerMessage(2002, LogLevel.Warning, "ShipStation account {Account}: an unreadable row was left out, {Row}")]
    private static partial void UnreadableRow(ILogger logger, string account, string row);
}
