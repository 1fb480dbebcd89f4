using Connector.Commercetools.Wire;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Http;

namespace Connector.Commercetools;

/// <summary>
/// Makes what is missing in the project. Safe to repeat and to race: what someone else made meanwhile is read again and counts as there.
/// </summary>
internal static class SetUp
{
    private const int MostRounds = 5;
    private const string ExportRole = "OrderExport";

    internal static async Task<bool> EnsureExportChannelAsync(
        CommerceReferences references, CommercetoolsClient client, string key, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            var channel = await references.ReadChannelAsync(key, cancellationToken);
            if (channel?.Roles is { } roles && roles.Contains(ExportRole)) return false;
            var call = channel is null
                ? ReferenceCalls.Post(
                    client, "channels", new WireChannelDraft(key, [ExportRole]), WireJson.Default.WireChannelDraft, WireJson.Default.WireResource)
                : ReferenceCalls.Post(
                    client, $"channels/{Uri.EscapeDataString(channel.Id ?? "")}", Update(channel.Version, new WireAddRoles([ExportRole])),
                    WireJson.Default.WireUpdateWireResourceAction, WireJson.Default.WireResource);
            try
            {
                await client.SendAsync(call, cancellationToken);
                return true;
            }
            catch (CommercetoolsException failure) when (round < MostRounds && IsRace(failure))
            {
                // Someone else was faster: look again.
            }
        }
    }

    internal static async Task<IReadOnlyList<string>> EnsureOrderTypeAsync(
        CommerceReferences references, CommercetoolsClient client, string key, IReadOnlyList<FieldDefinition> fields, CancellationToken cancellationToken)
    {
        for (var round = 1; ; round++)
        {
            var type = await references.ReadTypeByKeyAsync(key, cancellationToken);
            var there = type?.FieldDefinitions?.Select(field => field?.Name).ToHashSet(StringComparer.Ordinal) ?? [];
            var missing = fields.Where(field => !there.Contains(field.Name)).ToList();
            if (type is not null && missing.Count == 0) return [];
            var definitions = missing.ConvertAll(Definition);
            var call = type is null
                ? ReferenceCalls.Post(
                    client, "types", new WireTypeDraft(key, Text("ShipStation"), ["order"], definitions), WireJson.Default.WireTypeDraft, WireJson.Default.WireType)
                : ReferenceCalls.Post(
                    client, $"types/{Uri.EscapeDataString(type.Id ?? "")}", Update(type.Version, [.. definitions.Select(one => new WireAddFieldDefinition(one))]),
                    WireJson.Default.WireUpdateWireResourceAction, WireJson.Default.WireType);
            try
            {
                await client.SendAsync(call, cancellationToken);
                return missing.ConvertAll(field => field.Name);
            }
            catch (CommercetoolsException failure) when (round < MostRounds && IsRace(failure))
            {
                // Someone else was faster: look again.
            }
        }
    }

    private static bool IsRace(CommercetoolsException failure) => failure.Kind == FailureKind.Conflict || failure.VendorCodes.Contains("DuplicateField");

    private static WireUpdate<WireResourceAction> Update(long? version, params IReadOnlyList<WireResourceAction> actions) => new(version ?? 0, actions);

    private static WireFieldDefinition Definition(FieldDefinition field) =>
        new(field.Name, Text(field.Label), Required: false, FieldType(field), InputHint: "SingleLine");

    private static WireFieldType FieldType(FieldDefinition field) => field.Kind switch
    {
        "StringSet" => new WireFieldType("Set", new WireFieldType("String", ElementType: null)),
        "String" or "Boolean" or "DateTime" or "Number" => new WireFieldType(field.Kind, ElementType: null),
        _ => throw new ArgumentException($"{field.Kind} is not a kind of field that the connector creates.", nameof(field))
    };

    private static Dictionary<string, string> Text(string english) => new(StringComparer.Ordinal) { ["en"] = english };
}
