using Connector.Core.Model.Labels;

namespace Connector.Core.Ports.Labels;

/// <summary>What is spent and reserved on labels, by account and day. Exact whoever buys at the same time: a reservation and the totals that it was checked against change together.</summary>
public interface ISpendLedger
{
    /// <summary>
    /// Reserves the amount if <paramref name="fits"/> agrees with what the account has spent and reserved on that day so far; false when it does not. An id that is
    /// reserved already stays as it is: true. <paramref name="fits"/> may be asked again when someone else was faster.
    /// </summary>
    Task<bool> ReserveAsync(Spend spend, Func<SpendTotals, bool> fits, CancellationToken cancellationToken);

    /// <summary>The label cost this much in the end, insurance included; also where it was more than reserved. Safe to repeat; an id that is not reserved is ignored.</summary>
    Task SettleAsync(string account, string id, decimal amount, CancellationToken cancellationToken);

    /// <summary>Nothing was bought. Safe to repeat.</summary>
    Task ReleaseAsync(string account, string id, CancellationToken cancellationToken);

    /// <summary>What is spent and reserved on that day; empty for an unknown one.</summary>
    Task<SpendTotals> GetAsync(string account, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Forgets days before this one. Returns how many reservations went.</summary>
    Task<int> DeleteBeforeAsync(DateOnly day, CancellationToken cancellationToken);
}
