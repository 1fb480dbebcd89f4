using System.Text.Json;
using Connector.Commercetools.Mapping;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;

namespace Connector.Commercetools.Wire;

/// <summary>One order of a response, not mapped yet.</summary>
internal sealed record OrderRow(CommerceOrderReader.HalfRead Half)
{
    internal string Id => Half.Wire?.Id ?? Half.Unreadable?.Id ?? "";
    internal long Version => Half.Wire?.Version ?? Half.Unreadable?.Version ?? 0;

    /// <exception cref="JsonException">It is no object.</exception>
    internal static OrderRow Read(ReadOnlyMemory<byte> body)
    {
        var half = CommerceOrderReader.Begin(new OrderDocument(body), int.MaxValue);
        return half is { Wire: null, Document.Root.ValueKind: not JsonValueKind.Object } ? throw new JsonException("order") : new OrderRow(half);
    }

    /// <summary>The place of the row in the list; null where the document does not say.</summary>
    internal PagePosition? Position
    {
        get
        {
            var changed = Half is { Wire: null, Document: { } unread } ? LenientDate.Parse(CommerceOrderReader.SafeText(unread, "lastModifiedAt")) : Half.Wire?.LastModifiedAt;
            return Id.Length == 0 || changed is not { } at || at == default ? null : new PagePosition(at, Id);
        }
    }
}
