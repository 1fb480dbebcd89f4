using Connector.Core.Ports;

namespace Connector.Local.Operators;

/// <summary>The names of the accounts alone, for commands that ask no vendor.</summary>
internal sealed class ConfiguredAccounts(IReadOnlyList<string> names) : IShippingAccounts
{
    public IReadOnlyList<string> Names => names;

    public IShippingAccount Get(string name) => throw new NotSupportedException("This command asks no vendor.");
}
