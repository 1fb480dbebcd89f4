namespace Connector.Operations.Access;

/// <summary>Where the host runs.</summary>
/// <param name="IsBehindKeys">True in a function app: the platform looks at the keys of the API before it calls us, and every request comes through it.</param>
public sealed record AccessPlace(bool IsBehindKeys);
