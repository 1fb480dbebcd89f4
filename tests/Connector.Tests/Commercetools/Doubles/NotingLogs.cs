using Microsoft.Extensions.Logging;

namespace Connector.Tests.Commercetools.Doubles;

internal sealed class NotingLogs : ILoggerProvider, ILogger
{
    private readonly Lock _gate = new();

    public List<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_gate) Lines.Add(formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
