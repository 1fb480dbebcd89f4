namespace Connector.Local.Hosting;

/// <summary>The configuration cannot be used; the message names the key or the file.</summary>
public sealed class ConfigurationException(string message, Exception? inner = null) : Exception(message, inner);
