namespace Connector.Core.Ports;

/// <summary>New ids, from outside so that tests can foresee them.</summary>
public interface IIdSource
{
    /// <summary>At most 32 letters and digits, unique.</summary>
    string New();
}

/// <summary>Time-ordered random ids.</summary>
public sealed class IdSource(TimeProvider clock) : IIdSource
{
    public string New() => Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
}
