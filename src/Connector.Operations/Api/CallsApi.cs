using Connector.Core.Engine.Telemetry;
using Connector.Core.Ports;

namespace Connector.Operations.Api;

/// <summary>The calls of each account by minute, of this process since its start: for both hosts.</summary>
public sealed class CallsApi(CallHistory history, IShippingAccounts accounts, ILogger<CallsApi> log)
{
    private const int Hour = 60;

    /// <summary>Query: minutes (1 to 1440, 60 where it is left out).</summary>
    public Task<IResult> ListAsync(HttpRequest request) => SafeResponse.CreateAsync(request, log, _ => Task.FromResult(
        QueryNumber.TryRead(request, "minutes", 1, CallHistory.MostMinutes, Hour, out var minutes, out var problem) ? Response.Ok(Read(minutes)) : problem));

    internal CallsView Read(int minutes = Hour) => new(history.Since, minutes, [.. accounts.Names.Select(name => AccountCallsView.From(name, history.List(name, minutes)))]);
}

/// <param name="Since">When this process began to count.</param>
/// <param name="Minutes">How many of the last minutes were looked at.</param>
internal sealed record CallsView(DateTimeOffset Since, int Minutes, IReadOnlyList<AccountCallsView> Accounts);

/// <param name="Calls">In all of these minutes; each attempt counts.</param>
/// <param name="Refused">Calls that waited, because the budget of the window was used up.</param>
/// <param name="Busiest">The most calls of one minute.</param>
/// <param name="ByMinute">Minutes without a call are left out; oldest first.</param>
internal sealed record AccountCallsView(string Account, int Calls, int Refused, int Busiest, IReadOnlyList<CallCount> ByMinute)
{
    public static AccountCallsView From(string account, IReadOnlyList<CallCount> minutes) =>
        new(account, minutes.Sum(static m => m.Calls), minutes.Sum(static m => m.Refused), minutes.Select(static m => m.Calls).DefaultIfEmpty().Max(), minutes);

    /// <summary>One number for each minute, also for those without a call; the present one last.</summary>
    public IReadOnlyList<long> Series(DateTimeOffset now, int minutes)
    {
        var last = now.ToUnixTimeSeconds() / 60;
        var known = ByMinute.ToDictionary(static m => m.At.ToUnixTimeSeconds() / 60, static m => m.Calls);
        return [.. Enumerable.Range(0, minutes).Select(i => (long)known.GetValueOrDefault(last - minutes + 1 + i))];
    }
}
