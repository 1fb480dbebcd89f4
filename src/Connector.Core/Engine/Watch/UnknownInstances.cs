using Connector.Core.Ports;

namespace Connector.Core.Engine.Watch;

/// <summary>For hosts whose instances cannot see each other, as in Azure: none is ever known to be dead, so locks and reservations end by their time.</summary>
public sealed class UnknownInstances(IIdSource ids) : IInstances
{
    public string Current { get; } = ids.New();

    public bool IsDead(string instance) => false;
}
