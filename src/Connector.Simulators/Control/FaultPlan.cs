using System.Text.Json;

namespace Connector.Simulators.Control;

/// <summary>What the next requests to a route shall suffer.</summary>
public sealed record Fault
{
    /// <summary>Route as counted ("POST /orders/createorders"), or "*" for any.</summary>
    public string Route { get; init; } = "*";

    /// <summary>Only requests about this order: its id, key or number. ShipStation only; null for any.</summary>
    public string? Order { get; init; }

    /// <summary>How many requests; each one uses it up by one.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Let this many matching requests pass first.</summary>
    public int Skip { get; init; }

    /// <summary>HTTP status to answer with; null leaves the answer as it is.</summary>
    public int? Status { get; init; }

    /// <summary>Body to answer with; needs <see cref="Status"/>.</summary>
    public string? Body { get; init; }
    public string ContentType { get; init; } = "application/json";
    public int DelayMilliseconds { get; init; }

    /// <summary>
    /// "before": the connection breaks and nothing was applied; "after": the request is applied and then the connection breaks, in the body where <see cref="TruncateAt"/> says
    /// how many bytes of it arrive; null: no break.
    /// </summary>
    public string? Drop { get; init; }

    /// <summary>The caller gets no response, and the connection stays open until it hangs up. "before": nothing is applied; "after": the request is applied first; null: no such wait.</summary>
    public string? Hang { get; init; }

    /// <summary>The true response comes byte by byte, so many milliseconds of real time apart; null: at once.</summary>
    public int? DripMilliseconds { get; init; }

    /// <summary>With a status: "after" applies the request first and then answers with the status. Default "before".</summary>
    public string Apply { get; init; } = "before";

    /// <summary>Of a 429: the seconds to wait; 0 leaves the header out; null is what the service would send.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>What people do at the same moment: control calls that are made right before the request is applied, or right after it. ShipStation only.</summary>
    public IReadOnlyList<ControlCall> Meanwhile { get; init; } = [];

    /// <summary>Cuts the true answer after this many bytes; null leaves it whole.</summary>
    public int? TruncateAt { get; init; }

    /// <summary>Blows the true answer up to this many bytes with trailing blanks; null leaves it.</summary>
    public long? PadTo { get; init; }
}

/// <summary>One control call of a fault.</summary>
/// <param name="Path">Behind /__sim ("/void"); the verb is POST.</param>
/// <param name="After">Once the request has been applied, and before its response is sent.</param>
public sealed record ControlCall(string Path, JsonElement Body, bool After = false);

/// <summary>The faults that wait; first match wins.</summary>
public sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private readonly List<(Fault Fault, int Skip, int Left)> _faults = [];

    /// <summary>A fault keeps a caller waiting (<see cref="Fault.Hang"/>, <see cref="Fault.DripMilliseconds"/>) until it hangs up: a test moves its clock now.</summary>
    public Action? KeptWaiting { get; set; }

    public void Add(Fault fault)
    {
        lock (_gate) _faults.Add((fault, fault.Skip, fault.Times));
    }

    public void Clear()
    {
        lock (_gate) _faults.Clear();
    }

    /// <summary>How many wait to be met.</summary>
    public int Count
    {
        get { lock (_gate) return _faults.Count; }
    }

    /// <summary>Whether a fault waits that is for one order alone.</summary>
    public bool NamesOrders
    {
        get { lock (_gate) return _faults.Exists(static entry => entry.Fault.Order is not null); }
    }

    /// <summary>Says nothing until the caller hangs up; then it throws.</summary>
    internal async Task HoldAsync(CancellationToken hangUp)
    {
        KeptWaiting?.Invoke();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, hangUp);
    }

    /// <summary>Writes the body byte by byte, however long the caller waits for it.</summary>
    internal async Task DripAsync(System.IO.Pipelines.PipeWriter writer, IEnumerable<ReadOnlyMemory<byte>> body, int milliseconds, CancellationToken hangUp)
    {
        var isFirst = true;
        foreach (var part in body)
        {
            for (var i = 0; i < part.Length; i++)
            {
                if (!isFirst) await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), TimeProvider.System, hangUp);
                await writer.WriteAsync(part.Slice(i, 1), hangUp);
                if (isFirst) KeptWaiting?.Invoke();
                isFirst = false;
            }
        }
    }

    /// <summary>Takes the fault for this request, if any.</summary>
    /// <param name="isAbout">Whether the request is about the order that a fault names; null: about none.</param>
    public Fault? Take(string route, Func<string, bool>? isAbout = null)
    {
        lock (_gate)
        {
            for (var i = 0; i < _faults.Count; i++)
            {
                var (fault, skip, left) = _faults[i];
                if (fault.Route != "*" && !string.Equals(fault.Route, route, StringComparison.OrdinalIgnoreCase)) continue;
                if (fault.Order is { } order && isAbout?.Invoke(order) != true) continue;
                if (skip > 0)
                {
                    _faults[i] = (fault, skip - 1, left);
                    continue;
                }
                if (left <= 1) _faults.RemoveAt(i);
                else _faults[i] = (fault, 0, left - 1);
                return fault;
            }
            return null;
        }
    }
}
