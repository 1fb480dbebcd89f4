using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Ports.Rates;
using Connector.TestSupport;
using Xunit;

namespace Connector.Tests.Core.Ports.Rates;

/// <summary>
/// Many callers against a server with 40 a minute, on a machine so busy that permits, calls and responses are on their way for seconds. What is left is rare (3 of
/// 20,000 plays): in the first window of all nobody knows when it ends, and three permits that were taken in it are still on their way then.
/// </summary>
public sealed class RateWindowUnderDelayTests
{
    private const int Limit = 40;
    private const int Plays = 300;
    private static readonly DateTimeOffset T0 = ManualTimeProvider.Start;

    [Theory]
    [InlineData(0.2, 0)]
    [InlineData(2, 0)]
    [InlineData(5, 0)]
    [InlineData(20, 0)]
    [InlineData(0.2, 10)]
    [InlineData(2, 10)]
    [InlineData(5, 30)]
    [InlineData(20, 30)]
    public void Late_calls_and_late_responses_never_meet_a_429(double longestDelay, double longestRest)
    {
        var problems = new List<string>();
        var (windows, least) = (0, 0);
        for (var seed = 0; seed < Plays; seed++)
        {
            var play = new Play(seed, longestDelay, longestRest);
            play.Run(calls: 200);
            if (play.Throttled > 0) problems.Add($"seed {seed}: {play.Throttled} of 200 met a 429");
            (windows, least) = (windows + play.Windows, least + 6);
        }
        Assert.True(problems.Count == 0, $"{problems.Count} of {Plays}: {string.Join('\n', problems.Take(5))}");
        // 38 of 40 are spent; the first window was under way already.
        if (longestRest == 0 && longestDelay <= 2) Assert.InRange(windows, least - Plays, least + (Plays / 10));
    }

    /// <param name="longestDelay">In seconds, of a permit (at most five) on its way to the call and of a response on its way to us. Most are shorter.</param>
    /// <param name="longestRest">In seconds, of a caller between two calls.</param>
    private sealed class Play(int seed, double longestDelay, double longestRest)
    {
        private readonly Random _random = new(seed);
        private readonly PriorityQueue<Action, (DateTimeOffset At, int Order)> _events = new();
        private readonly bool _roundsUp = seed % 2 == 0;
        private RateWindowState _state = RateWindowState.Unknown(Limit);
        private DateTimeOffset _now = T0;
        private DateTimeOffset _serverEnd;
        private int _serverUsed;
        private int _left;
        private int _order;

        public int Throttled { get; private set; }
        public int Windows { get; private set; } = 1;

        public void Run(int calls)
        {
            _left = calls;
            _serverEnd = T0.AddSeconds(_random.NextDouble() * 60);
            for (var i = 0; i < 8; i++) At(Delay(longestRest), Begin);
            while (_events.TryDequeue(out var next, out var at))
            {
                _now = at.At;
                next();
            }
        }

        private void Begin()
        {
            if (_left <= 0) return;
            (_state, var permit) = RateWindowRules.Take(_state, RateLane.Normal, _now);
            if (!permit.Granted)
            {
                At(permit.RetryAt - _now + Delay(0.1), Begin);
                return;
            }
            At(Delay(Math.Min(longestDelay, 5)), () => Send(permit));
        }

        private void Send(RatePermit permit)
        {
            if (_now >= permit.GoodUntil)
            {
                Begin();
                return;
            }
            _left--;
            var sentAt = _now;
            // What is under way when the permit's time ends is counted by the server in the next window; two calls of a window are left for that.
            At(Delay(0.01), () => Respond(sentAt));
        }

        private void Respond(DateTimeOffset sentAt)
        {
            while (_now >= _serverEnd) (_serverEnd, _serverUsed, Windows) = (_serverEnd.AddMinutes(1), 0, Windows + 1);
            var refused = _serverUsed >= Limit;
            if (refused) Throttled++;
            else _serverUsed++;
            var (remaining, left) = (Limit - _serverUsed, (_serverEnd - _now).TotalSeconds);
            var reset = (int)(_roundsUp ? Math.Ceiling(left) : Math.Floor(left));
            At(Delay(longestDelay), () =>
            {
                var end = new WindowEnd(sentAt.AddSeconds(reset - 1), _now.AddSeconds(reset + 1));
                _state = RateWindowRules.Report(_state, new RateReport(Limit, remaining, end, refused, sentAt), _now);
                At(Delay(longestRest), Begin);
            });
        }

        /// <summary>One in five is up to the longest.</summary>
        private TimeSpan Delay(double longest) => TimeSpan.FromSeconds(_random.NextDouble() * longest * (_random.Next(5) == 0 ? 1 : 0.1));

        private void At(TimeSpan later, Action what) => _events.Enqueue(what, (_now + later, _order++));
    }
}
