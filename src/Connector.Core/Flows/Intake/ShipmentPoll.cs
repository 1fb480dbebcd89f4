using System.Collections.Concurrent;
using System.Globalization;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;

namespace Connector.Core.Flows.Intake;

/// <summary>
/// The safety net for lost webhooks, and the only way to learn of voids: new labels, voided labels and fulfillments since the last poll. A second run is harmless:
/// what is known and written already causes nothing.
/// </summary>
public sealed class ShipmentPoll
{
    private readonly IShippingAccounts _accounts;
    private readonly ShipmentIntake _intake;
    private readonly PollWindow _window;

    private const int MaxPages = 400;
    private readonly ConcurrentDictionary<string, int> _next = new(StringComparer.Ordinal);

    internal ShipmentPoll(IShippingAccounts accounts, ShipmentIntake intake, PollWindow window) => (_accounts, _intake, _window) = (accounts, intake, window);

    /// <summary>
    /// Reads every list of every account once. Where the calls of an account's window run out, its next run goes on with the list that it stopped at: under a small limit
    /// the first list would otherwise take every permit there is, and the others would never be read. A list that fails for another reason keeps none from being read, nor
    /// does an account; <see cref="AccountFailuresException"/> follows at the end.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var failures = new Dictionary<string, ConnectorException>(StringComparer.Ordinal);
        foreach (var name in _accounts.Names)
            if (await RunAsync(name, cancellationToken) is { } failure) failures[name] = failure;
        AccountFailuresException.ThrowIfAny(failures);
    }

    /// <summary>Reads the account's list of new labels or fulfillments now, because a notification says that there are some.</summary>
    public Task RunAsync(string account, ShipmentKind kind, CancellationToken cancellationToken) =>
        _window.ReadAsync(Lists(_accounts.Get(account), cancellationToken)[kind == ShipmentKind.Label ? 0 : 2], cancellationToken);

    /// <summary>Reads the account's lists of new and of voided labels now, because another one may be bought.</summary>
    public async Task ReadLabelsAsync(string account, CancellationToken cancellationToken)
    {
        foreach (var list in Lists(_accounts.Get(account), cancellationToken)[..2]) await _window.ReadAsync(list, cancellationToken);
    }

    /// <summary>The most serious failure; null when all lists were read.</summary>
    private async Task<ConnectorException?> RunAsync(string account, CancellationToken cancellationToken)
    {
        ConnectorException? failure = null;
        var lists = Lists(_accounts.Get(account), cancellationToken);
        var at = _next.GetValueOrDefault(account);
        _next[account] = 0;
        for (; at < lists.Length; at++)
        {
            try
            {
                await _window.ReadAsync(lists[at], cancellationToken);
            }
            catch (Exception e) when (!(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
            {
                failure = AccountFailuresException.Worse(failure, AccountFailuresException.From(e));
                if (e is not ConnectorException { Kind: FailureKind.RateLimited }) continue;
                _next[account] = at;
                break;
            }
        }
        return failure;
    }

    private PollList<Shipment>[] Lists(IShippingAccount account, CancellationToken cancellationToken) =>
    [
        ListOf(account, CursorName.ShipmentsCreated(account.Name), w => account.ListShipmentsAsync(w, voided: false, RateLane.Background, cancellationToken), static s => s.CreatedAt, cancellationToken),
        ListOf(account, CursorName.ShipmentsVoided(account.Name), w => account.ListShipmentsAsync(w, voided: true, RateLane.Background, cancellationToken), static s => s.VoidedAt ?? s.CreatedAt, cancellationToken)
            with { Ordered = false },
        ListOf(account, CursorName.Fulfillments(account.Name), w => account.ListFulfillmentsAsync(w, RateLane.Background, cancellationToken), static s => s.CreatedAt, cancellationToken)
    ];

    private PollList<Shipment> ListOf(
        IShippingAccount account, CursorName name, Func<ShippingWindow, Task<ShippingPage<Shipment>>> readPage, Func<Shipment, DateTimeOffset> instantOf,
        CancellationToken cancellationToken) =>
        new(
            name, MaxPages, readPage, static s => s.Id.ToString(CultureInfo.InvariantCulture), instantOf, rows => _intake.TakeAsync(rows, "polled", cancellationToken))
        {
            ClockOffset = () => account.ClockOffset
        };
}
