using System.Globalization;
using Connector.Core.Engine.Pump;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Tests.Journeys.Reliability;

/// <summary>Tells in a few words what became of a failed call: from the calls, settlements, runs and label rows since it began to look.</summary>
internal sealed class CellStory(CellWorld world, Cell cell)
{
    private readonly int _calls = world.Journal.Calls.Count;
    private readonly int _runs = world.FailedRuns.Count;
    private readonly int _settled = world.Settled.Count;
    private readonly int _approvals = world.Approvals;
    private IReadOnlyList<LabelRow> _labels = [];

    /// <summary>Calls since then.</summary>
    private List<Exchange> Since => [.. world.Journal.Calls.Skip(_calls)];

    private bool IsRoute(Exchange call) => call.Vendor == cell.Route.Vendor && CellRun.RouteOf(call) == cell.Route.Route;

    private int FirstFailure => Since.FindIndex(call => call.ErrorCode is not null && IsRoute(call));

    public string? Code => FirstFailure is var i and >= 0 ? Since[i].ErrorCode : null;

    /// <summary>From the failed call to the one that succeeds.</summary>
    public int Calls
    {
        get
        {
            if (FirstFailure is not (var first and >= 0)) return 1;
            var ofRoute = Since.Skip(first).Where(IsRoute).ToList();
            var success = ofRoute.FindIndex(static call => call.ErrorCode is null);
            return success < 0 ? 1 : success + 1;
        }
    }

    /// <summary>Looks at what stands right after the work.</summary>
    public async Task SeeAsync() => _labels = await world.LabelsAsync();

    public async Task<string> OnceAsync()
    {
        if (FirstFailure is not (var first and >= 0)) return "no failure: the body is not needed";
        var calls = Since;
        var again = calls.FindIndex(first + 1, IsRoute);
        var parts = new List<string>();
        if (again >= 0 && calls[again].Attempt > calls[first].Attempt) parts.Add("the call is repeated at once");
        if (_labels.FirstOrDefault(static l => l.State is LabelState.Unknown) is { } unknown) parts.Add($"`{unknown.Code}`: the label is looked for, not bought again");
        else if (_labels.FirstOrDefault(static l => l.Code is not null && l.State is not LabelState.Bought and not LabelState.Voided) is { } waits) parts.Add($"the label is {Name(waits.State)}: `{waits.Code}`");
        parts.AddRange(Runs().Where(run => cell.Work.Runs.Contains(run.Timer)).Take(1).Select(static run => $"the run ends with `{run.Failure.Code}`; the next one reads it"));
        if (parts.Count == 0 && Rescheduled() is { } later) parts.Add(later);
        parts.AddRange((await world.ErrorsAsync()).Select(static e => $"error queue: {e.MessageType} `{e.Info.Code}` ({e.Info.Kind})").Distinct(StringComparer.Ordinal));
        if ((await world.LabelsAsync()).Any(static l => l is { State: LabelState.Bought, Purchase.DocumentId: null })) parts.Add("its document is not kept here");
        if (world.Approvals > _approvals) parts.Add("proposed again once it is certain that nothing was bought");
        if (parts.Count == 0) parts.Add("the work goes on without it");
        if (Calls == 1 && cell.Route.IsWrite) parts.Add("both sides are read again, it is not sent again");
        return string.Join("; ", parts);
    }

    public async Task<string> LastingAsync()
    {
        var parts = new List<string>();
        foreach (var entry in (await world.ErrorsAsync()).GroupBy(static e => (e.MessageType, e.Info.Kind, e.Info.Code)))
            parts.Add($"error queue: {entry.Key.MessageType} `{entry.Key.Code}` ({entry.Key.Kind})");
        foreach (var row in (await world.LabelsAsync()).Where(static l => l.Code is not null && l.State is not LabelState.Bought and not LabelState.Voided).DistinctBy(static l => (l.State, l.Code)))
            parts.Add($"the label is {Name(row.State)}: `{row.Code}`");
        if (await PausedAsync()) parts.Add("the flow is paused");
        if (parts.Count == 0) parts.AddRange(Runs().Where(run => cell.Work.Runs.Contains(run.Timer)).Select(static run => $"each run of {run.Timer} ends with `{run.Failure.Code}`").Distinct(StringComparer.Ordinal));
        if (parts.Count == 0 && await WaitsAsync()) parts.Add("the message waits, which costs no attempt");
        return parts.Count == 0 ? "as once" : string.Join("; ", parts.Order(StringComparer.Ordinal));
    }

    private static string Name(LabelState state) => state switch
    {
        LabelState.BoughtByOthers => "bought by others",
        LabelState.VoidProposed => "proposed for a void",
        _ => state.ToString().ToLowerInvariant()
    };

    private IEnumerable<(string Timer, ConnectorException Failure)> Runs() => world.FailedRuns.Skip(_runs);

    /// <summary>When the message is tried again; null where it was not put off.</summary>
    private string? Rescheduled()
    {
        foreach (var (message, settlement) in world.Settled.Skip(_settled))
        {
            if (settlement is not Settlement.Reschedule later) continue;
            if (later.Copy.Attempt == message.Attempt) return later.Copy.Reason is MessageReasons.Verify or MessageReasons.VerifyWrite ? "looked at again later" : "the message waits, which costs no attempt";
            return string.Create(CultureInfo.InvariantCulture, $"the message is tried again after {RetrySchedule.Delays[message.Attempt].TotalSeconds:0} s");
        }
        return null;
    }

    private async Task<bool> PausedAsync()
    {
        foreach (var flow in FlowNames.All([QueueNames.Orders, QueueNames.Shipments, QueueNames.Labels], ["default"]))
            if (await world.Get<IFlowPauses>().GetAsync(flow, default) is not null) return true;
        return false;
    }

    private async Task<bool> WaitsAsync()
    {
        foreach (var queue in (string[])[QueueNames.Orders, QueueNames.Shipments, QueueNames.Labels])
            if (await world.Get<IWorkQueue>().PeekDepthAsync(queue, default) is { Ready: > 0 } or { Scheduled: > 0 }) return true;
        return false;
    }
}
