namespace Connector.Core.Model.Messages;

/// <summary>The work under way in this flow of control, so that the journal can tell which calls it made. Polls and commands are no such work.</summary>
public static class CurrentWork
{
    private static readonly AsyncLocal<string?> s_id = new();

    /// <summary>Null outside of any work.</summary>
    public static string? Id => s_id.Value;

    /// <summary>Calls made from here on belong to this work, until the result is disposed.</summary>
    /// <param name="id">The correlation id of the message, or of the first of those that are handled together.</param>
    public static IDisposable Begin(string? id)
    {
        var before = s_id.Value;
        s_id.Value = id;
        return new End(before);
    }

    private sealed class End(string? before) : IDisposable
    {
        public void Dispose() => s_id.Value = before;
    }
}
