namespace Connector.Core.Ports;

/// <summary>The running instances of the connector by name, so that what a dead one held is taken back at once instead of after its lock time.</summary>
public interface IInstances
{
    /// <summary>Names this instance; no other one, before or after it, has the same name.</summary>
    string Current { get; }

    /// <summary>True only when the instance is known to have ended; false when nothing is known of it.</summary>
    bool IsDead(string instance);
}
