namespace Connector.Sqlite;

/// <summary>Names the process that takes leases, and knows which of the others are dead.</summary>
public interface ILeaseOwners
{
    /// <summary>The name of this process; no other process ever has it.</summary>
    string Own { get; }

    /// <summary>True only when it is certain that the owner of this name lives no more.</summary>
    bool IsDead(string owner);
}
