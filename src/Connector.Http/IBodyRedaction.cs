using Connector.Core.Engine.Watch;

namespace Connector.Http;

/// <summary>Takes personal data out of a body before it is kept in the journal.</summary>
public interface IBodyRedaction
{
    /// <summary>The body without personal data, or null where nothing of it may be kept. Only called with what looks like JSON; must not throw where it is not.</summary>
    /// <param name="personal">For a response in the vendor's own words: what the orders of the call say about people.</param>
    string? Redact(ReadOnlyMemory<byte> utf8, PersonalValues? personal = null);
}
