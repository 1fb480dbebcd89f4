using System.Globalization;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Microsoft.Extensions.Options;

namespace Connector.Core.Flows.Intake;

/// <summary>
/// What people and ShipStation did to our orders there: edits, holds, cancellations, address checks. Reads a bounded number of pages each time. A second run is
/// harmless: readings that are not news cause nothing.
/// </summary>
public sealed class OrderStatusPoll
{
    private readonly IShippingAccounts _accounts;
    private readonly PollWindow _window;
    private readonly OrderStatusIntake _intake;
    private readonly IOptions<EngineOptions> _options;

    internal OrderStatusPoll(IShippingAccounts accounts, PollWindow window, OrderStatusIntake intake, IOptions<EngineOptions> options) =>
        (_accounts, _window, _intake, _options) = (accounts, window, intake, options);

    /// <summary>An account that fails keeps no other from being read; <see cref="AccountFailuresException"/> follows at the end.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => RunAsync(new HashSet<string>(StringComparer.Ordinal), 0, cancellationToken);

    /// <summary>Reads the account's list now, because a notification says that there is news in it.</summary>
    public Task RunAsync(string account, CancellationToken cancellationToken) => _window.ReadAsync(ListOf(_accounts.Get(account), 0, cancellationToken), cancellationToken);

    /// <param name="caughtUp">Gets the accounts of which this call saw everything that changed before it, also when it throws for others.</param>
    /// <param name="leastPages">As many may be read, also where the options say less.</param>
    /// <param name="cancellationToken">Ends it between two pages.</param>
    internal async Task RunAsync(HashSet<string> caughtUp, int leastPages, CancellationToken cancellationToken)
    {
        var failures = new Dictionary<string, ConnectorException>(StringComparer.Ordinal);
        foreach (var name in _accounts.Names)
        {
            try
            {
                if (await _window.ReadAsync(ListOf(_accounts.Get(name), leastPages, cancellationToken), cancellationToken)) caughtUp.Add(name);
            }
            catch (Exception e) when (!(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
            {
                failures[name] = AccountFailuresException.From(e);
            }
        }
        AccountFailuresException.ThrowIfAny(failures);
    }

    private PollList<ShippingOrderSnapshot> ListOf(IShippingAccount account, int leastPages, CancellationToken cancellationToken) => new(
        CursorName.OrderStatus(account.Name), Math.Max(_options.Value.StatusPollPages, leastPages), w => account.ListOrdersAsync(w, RateLane.Background, cancellationToken),
        static o => o.ShippingOrderId.ToString(CultureInfo.InvariantCulture), static o => o.ModifiedAt, rows => _intake.TakeAsync(rows, cancellationToken))
    {
        ClockOffset = () => account.ClockOffset
    };
}
