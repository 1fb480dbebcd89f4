using Connector.Core.Model.Messages;

namespace Connector.Core.Engine.Watch;

/// <summary>What a failed run is called where people read it.</summary>
public static class RunFailure
{
    private const int Longest = 300;

    /// <summary>
    /// One line without personal data. The message of a failure that we know is ours; of any other only the type is named, since its words may hold anything. The log has
    /// both in full.
    /// </summary>
    public static string Describe(Exception failure) => failure switch
    {
        AggregateException { InnerExceptions: [var only] } => Describe(only),
        AggregateException { InnerExceptions: [var first, ..] all } => $"{Describe(first)} ({all.Count} failures in all)",
        ConnectorException known => Line(known.Message),
        OperationCanceledException => "The run was stopped.",
        _ => $"Unexpected failure ({failure.GetType().Name}); the log has the details."
    };

    private static string Line(string text)
    {
        var line = EmailMask.Apply(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), static _ => "(e-mail)");
        return line.Length <= Longest ? line : line[..Longest] + "...";
    }
}
