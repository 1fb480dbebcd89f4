using Connector.Commercetools.Mapping;
using Connector.Commercetools.Wire;
using Connector.Core.Ports;

namespace Connector.Commercetools.Http;

/// <summary>One order of a response, not mapped yet.</summary>
internal sealed record OrderRow(CommerceOrderReader.HalfRead Half)
{
    internal string Id => Half.Wire?.Id ?? Half.Unreadable?.Id ?? "";
    internal long Version => Half.Wire?.Version ?? Half.Unreadable?.Version ?? 0;

    /// <summary>The place of the row in the list; null where the document does not say.</summary>
    internal PagePosition? Position
    {
        get
        {
            var changed = Half.Wire?.LastModifiedAt ?? LenientDate.Parse(FieldsFromDocument.Text(Half.Document, "lastModifiedAt"));
            return Id.Length == 0 || changed == default ? null : new PagePosition(changed, Id);
        }
    }
}
