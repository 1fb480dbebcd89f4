namespace Connector.Operations.Access;

/// <summary>Wrong tokens of the last minute, by sender: after ten of them no other is looked at. Who is signed in already is not concerned.</summary>
public sealed class SignInAttempts(TimeProvider clock)
{
    public const int Most = 10;
    private const int MaxSenders = 1000;
    private const string Others = "others";
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (DateTimeOffset Since, int Count)> _wrong = new(StringComparer.Ordinal);

    public bool IsLimited(HttpContext http)
    {
        lock (_gate) return _wrong.TryGetValue(Key(http), out var known) && known.Count >= Most && !IsOver(known.Since);
    }

    public void CountWrong(HttpContext http)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (_wrong.Count >= MaxSenders) foreach (var (sender, seen) in _wrong) if (IsOver(seen.Since)) _wrong.Remove(sender);
            var key = Key(http);
            _wrong[key] = _wrong.TryGetValue(key, out var known) && !IsOver(known.Since) ? (known.Since, known.Count + 1) : (now, 1);
        }
    }

    /// <summary>Very many senders share one count: memory stays bounded.</summary>
    private string Key(HttpContext http)
    {
        var sender = http.Connection.RemoteIpAddress?.ToString() ?? Others;
        return _wrong.Count < MaxSenders || _wrong.ContainsKey(sender) ? sender : Others;
    }

    private bool IsOver(DateTimeOffset since) => (clock.GetUtcNow() - since).Duration() >= Window;
}
