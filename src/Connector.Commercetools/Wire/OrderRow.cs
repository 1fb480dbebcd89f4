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
        return half.Wire is not null || half.Document.Root.ValueKind == JsonValueKind.Object ? new OrderRow(half) : throw new JsonException("order");
    }

    /// <summary>The place of the row in the list; null where the document does not say.</summary>
    internal PagePosition? Position
    {
        get
        {
            var changed = Half.Wire?.LastModifiedAt ?? LenientDate.Parse(CommerceOrderReader.SafeText(Half.Document, "lastModifiedAt"));
            return Id.Length == 0 || changed == default ? null : new PagePosition(changed, Id);
        }
    }
}
