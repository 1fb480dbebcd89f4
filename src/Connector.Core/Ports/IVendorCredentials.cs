namespace Connector.Core.Ports;

/// <summary>The credentials that this process uses with one vendor. They are hashed, and never kept or shown.</summary>
public interface IVendorCredentials
{
    /// <summary>One text for each account; the account is null where a vendor has only one.</summary>
    IEnumerable<(string? Account, string Text)> List();
}
