namespace Connector.Operations.Access;

/// <summary>What somebody may do.</summary>
public enum OperatorRole
{
    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Reads and changes.</summary>
    Operator
}
