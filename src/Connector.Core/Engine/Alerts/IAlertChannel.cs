namespace Connector.Core.Engine.Alerts;

/// <summary>A way to people outside of the connector.</summary>
public interface IAlertChannel
{
    /// <summary>In words: webhook, mail.</summary>
    string Name { get; }

    /// <summary>False where it is not configured.</summary>
    bool IsOn { get; }

    /// <summary>Returns when the other side took it. Throws whatever kept it from that; the message of <see cref="AlertFailedException"/> may be logged.</summary>
    Task SendAsync(AlertMessage message, CancellationToken cancellationToken);
}

/// <param name="reason">Without the address, which may hold a secret.</param>
public sealed class AlertFailedException(string reason, Exception? inner = null) : Exception(reason, inner);
