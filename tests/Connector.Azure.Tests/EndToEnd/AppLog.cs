using Microsoft.Extensions.Logging;

namespace Connector.Azure.Tests.EndToEnd;

/// <summary>Swallows what the app logs; CONNECTOR_TEST_LOG=1 shows it.</summary>
internal sealed class AppLog : ILoggerProvider, ILogger
{
    private static readonly bool Shown = Environment.GetEnvironmentVariable("CONNECTOR_TEST_LOG") == "1";

    public ILogger CreateLogger(string categoryName) => this;
    public void Dispose() { }
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
    public bool IsEnabled(LogLevel logLevel) => Shown;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Console.Error.WriteLine($"{logLevel} {formatter(state, exception)} {exception}");
}
