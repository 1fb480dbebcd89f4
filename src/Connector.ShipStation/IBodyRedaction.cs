namespace Connector.ShipStation;

/// <summary>Takes personal data out of a body before it is kept in the journal. The host gives the one with the merchant's policy.</summary>
public interface IBodyRedaction
{
    /// <summary>The body without personal data, or null where nothing of it may be kept. Only called with what looks like JSON; must not throw where it is not.</summary>
    string? Redact(ReadOnlyMemory<byte> utf8);
}

/// <summary>Keeps no bodies: the safe choice where no policy is given.</summary>
internal sealed class NoBodies : IBodyRedaction
{
    public string? Redact(ReadOnlyMemory<byte> utf8) => null;
}
