using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Resources;

/// <summary>What happened to orders; for reading only.</summary>
internal sealed class MessageKind : ResourceKind
{
    public override string Path => "messages";
    public override string TypeId => "message";
    public override IReadOnlyList<string> ViewScopes { get; } = ["view_messages"];
    public override IReadOnlyList<string> ManageScopes { get; } = [];

    public override JsonObject Create(JsonObject draft, Project project) => throw Refusal.NotFound("Messages cannot be written.");
}
