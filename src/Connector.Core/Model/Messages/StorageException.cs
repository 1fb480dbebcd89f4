namespace Connector.Core.Model.Messages;

/// <summary>The connector's own store cannot be read or written. The message is one sentence that names the setting; trying again helps once someone has fixed it.</summary>
public sealed class StorageException(FailureKind kind, string code, string message, Exception? inner = null) : ConnectorException(kind, code, message, inner);
