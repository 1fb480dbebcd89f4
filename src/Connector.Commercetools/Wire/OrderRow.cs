using System.Text.Json;
using Connector.Commercetools.Mapping;
using Connector.Commercetools.Wire;
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
        // Not disposed: the order keeps elements of it.
        var root = JsonDocument.Parse(body).RootElement;
        return root.ValueKind == JsonValueKind.Object ? new OrderRow(CommerceOrderReader.Begin(root, int.MaxValue)) : throw new JsonException("order");
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
