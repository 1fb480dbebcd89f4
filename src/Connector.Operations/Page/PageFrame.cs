using Connector.Operations.Api;

namespace Connector.Operations.Page;

/// <summary>What all views share.</summary>
/// <param name="Caller">Who looks.</param>
/// <param name="Token">Goes into every form: a page of another site does not know it.</param>
/// <param name="Health">Null where nobody is let in yet.</param>
/// <param name="Attention">Errors that are open.</param>
/// <param name="Result">What the form that was sent before did; null without one.</param>
/// <param name="Address">Path and query of this view: forms come back to it.</param>
internal sealed record PageFrame(PageClock Clock, PageCaller Caller, (string Field, string Value) Token, HealthView? Health, long Attention, PageResult? Result, string Address, string Search)
{
    public bool CanChange => Caller.CanChange;

    /// <summary>The worst of it, in a few words.</summary>
    public (string Text, string Tone) Chip => Health switch
    {
        null => ("", "plain"),
        { Status: HealthStatus.Running } when Attention > 0 => (Attention == 1 ? "1 error needs attention" : $"{Words.Count(Attention)} errors need attention", "warn"),
        { Status: HealthStatus.Running } => ("Running", "good"),
        { Status: HealthStatus.Paused, PausedFlows: [var paused, ..] } => ($"Paused: {Words.Lower(DisplayNames.Flow(paused.Flow))}", "bad"),
        { Status: HealthStatus.Stale } => ("Delayed", "bad"),
        { Status: HealthStatus.Failing } => ("Failing", "bad"),
        _ => ("Store cannot be read", "bad")
    };
}

/// <summary>Who looks at the page.</summary>
/// <param name="Name">Null where nobody said.</param>
/// <param name="CanChange">False: sees everything and changes nothing.</param>
/// <param name="IsSignedIn">The sign-in says who it is.</param>
/// <param name="IsByKey">Signed in with a key that several people may have.</param>
internal sealed record PageCaller(string? Name, bool CanChange, bool IsSignedIn, bool IsByKey);

/// <summary>What a form did, in one sentence.</summary>
internal sealed record PageResult(string Text, bool IsGood);
