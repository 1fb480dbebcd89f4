namespace Connector.Core.Ports;

/// <summary>The key of the journal's hashes for an installation whose settings give none: made at random once, and kept with the rest of the state.</summary>
public interface IRedactionKey
{
    /// <summary>The same bytes at every call and in every process of the installation.</summary>
    byte[] Read();
}
