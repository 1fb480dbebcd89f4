using Microsoft.Extensions.Logging;

namespace Connector.TestSupport.Logs;

/// <summary>What was logged, each line with the values of the scopes around it.</summary>
public sealed class ScopedLines : ILoggerProvider, ISupportExternalScope, ILogger
{
    private readonly Lock _gate = new();
    private readonly List<ScopedLine> _lines = [];
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public IReadOnlyList<ScopedLine> Lines
    {
        get { lock (_gate) return [.. _lines]; }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => _scopes.Push(state);

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        _scopes.ForEachScope(
            static (scope, all) =>
            {
                if (scope is not IEnumerable<KeyValuePair<string, object?>> pairs) return;
                foreach (var (name, value) in pairs) all[name] = value;
            },
            values);
        lock (_gate) _lines.Add(new ScopedLine(eventId.Id, formatter(state, exception), values));
    }

    public void Dispose()
    {
    }
}

/// <summary>A line of the log; an inner scope's value hides an outer one's.</summary>
public sealed record ScopedLine(int EventId, string Text, IReadOnlyDictionary<string, object?> Scope);
