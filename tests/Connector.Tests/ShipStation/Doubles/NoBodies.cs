using Connector.Http;
using Connector.Core.Engine.Watch;
using Connector.ShipStation;

namespace Connector.Tests.ShipStation.Doubles;

/// <summary>Keeps no bodies.</summary>
internal sealed class NoBodies : IBodyRedaction
{
    public string? Redact(ReadOnlyMemory<byte> utf8, PersonalValues? personal = null) => null;
}
