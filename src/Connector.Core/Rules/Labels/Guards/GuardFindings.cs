namespace Connector.Core.Rules.Labels.Guards;

/// <summary>What the guards found so far.</summary>
internal sealed class GuardFindings
{
    private readonly List<LabelReason> _reasons = [];
    private readonly List<LabelReason> _alerts = [];
    private GuardAction _action;
    private DateTimeOffset? _retryAt;
    private bool _waitsForPeople;

    public void Add(GuardAction action, string code, string text)
    {
        _reasons.Add(new LabelReason(code, text));
        if (action > _action) _action = action;
        if (action == GuardAction.Wait) _waitsForPeople = true;
    }

    public void Wait(string code, string text, DateTimeOffset until)
    {
        _reasons.Add(new LabelReason(code, text));
        if (_action < GuardAction.Wait) _action = GuardAction.Wait;
        if (_retryAt is null || until > _retryAt) _retryAt = until;
    }

    public void Alert(string code, string text) => _alerts.Add(new LabelReason(code, text));

    public GuardVerdict ToVerdict(decimal? reserve) =>
        new(_action, _reasons, reserve, _action == GuardAction.Wait && !_waitsForPeople ? _retryAt : null) { Alerts = _alerts };
}
