using Connector.Core.Model.Labels;

namespace Connector.Core.Rules.Labels.Purchases;

/// <summary>Pure: which readings prove that there is no label, and when to read again.</summary>
internal sealed class ReadingSchedule
{
    private static readonly TimeSpan[] s_looks =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)
    ];

    private readonly PurchaseEvidence _evidence;
    private readonly DateTimeOffset _begin;
    private readonly DateTimeOffset _now;
    private readonly List<(LabelApi Api, DateTimeOffset From)> _lists;

    public ReadingSchedule(ReservedPurchase purchase, PurchaseEvidence evidence, UnknownPurchaseRules rules, DateTimeOffset now)
    {
        (_evidence, _now) = (evidence, now);
        _begin = purchase.SentAt ?? purchase.ReservedAt;
        _lists = [(LabelApi.V1, purchase.ReservedUntil + rules.VisibleWithinV1)];
        if (evidence.HasV2) _lists.Add((LabelApi.V2, purchase.ReservedUntil + rules.VisibleWithinV2));
        IsOver = now >= purchase.ReservedUntil;
        HasGivenUp = now >= _begin + rules.GiveUpAfter;
    }

    /// <summary>No call of the reservation is under way.</summary>
    public bool IsOver { get; }
    public bool HasGivenUp { get; }

    /// <summary>Every list was read completely, and the state of the order, after the longest time in which a label becomes visible.</summary>
    public bool IsRead => _lists.TrueForAll(list => _evidence.Readings.Any(r => r.Api == list.Api && r.IsComplete && r.StartedAt >= list.From))
        && _evidence is { Status: not null, StatusReadAt: { } read } && read >= _lists.Max(static l => l.From);

    /// <summary>After 5 and 30 seconds, 2 and 10 minutes, an hour, then hourly; at once when a reading would prove something and none was tried.</summary>
    public DateTimeOffset Next()
    {
        var decisive = _lists.Max(static l => l.From);
        var isTried = _lists.TrueForAll(list => _evidence.Readings.Any(r => r.Api == list.Api && r.StartedAt >= list.From)) && _evidence.StatusReadAt >= decisive;
        if (decisive <= _now && !isTried) return _now;
        var look = _begin + Array.Find(s_looks, after => _begin + after > _now);
        if (look <= _now) look = _begin + TimeSpan.FromHours(Math.Floor((_now - _begin).TotalHours) + 1);
        return decisive > _now && decisive < look ? decisive : look;
    }
}
