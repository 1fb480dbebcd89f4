using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Connector.Local.Hosting;

/// <summary>Logs go to stderr, so that stdout stays for results.</summary>
internal static class Logs
{
    public static void ToStandardError(this ILoggingBuilder logging, bool verbose)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console => console.SingleLine = true);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(verbose ? LogLevel.Debug : LogLevel.Warning);
        logging.AddFilter("System.Net.Http", LogLevel.Warning);
    }
}
