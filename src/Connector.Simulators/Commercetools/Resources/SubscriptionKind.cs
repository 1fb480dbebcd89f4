using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Resources;

/// <summary>Subscriptions. Nothing is sent to the destination; its secrets are masked when read, as commercetools does.</summary>
internal sealed partial class SubscriptionKind : ResourceKind
{
    private const string Mask = "****";
    private static readonly string[] Destinations = ["AzureServiceBus", "EventGrid", "SQS", "SNS", "EventBridge", "GoogleCloudPubSub", "ConfluentCloud"];
    private static readonly string[] Topics = ["messages", "changes", "events"];

    public override string Path => "subscriptions";
    public override string TypeId => "subscription";
    public override IReadOnlyList<string> ViewScopes { get; } = ["manage_subscriptions"];
    public override IReadOnlyList<string> ManageScopes { get; } = ["manage_subscriptions"];

    protected override IReadOnlyDictionary<string, (string Member, bool Required)> Setters { get; } = new Dictionary<string, (string, bool)>
    {
        ["setKey"] = ("key", false),
        ["changeDestination"] = ("destination", true),
        ["setMessages"] = ("messages", false),
        ["setChanges"] = ("changes", false),
        ["setEvents"] = ("events", false),
    };

    public override JsonObject Create(JsonObject draft, Project project)
    {
        Shape.OptionalKey(draft, "key", "subscription");
        var subscription = Take(draft, "key", "destination", "messages", "changes", "events", "format");
        foreach (var topic in Topics) subscription[topic] ??= new JsonArray();
        subscription["format"] ??= new JsonObject { ["type"] = "Platform" };
        subscription["status"] = "Healthy";
        Check(subscription, project);
        return subscription;
    }

    public override ReadOnlyMemory<byte> Show(StoredResource resource)
    {
        var document = resource.ToObject();
        var destination = document["destination"]!.AsObject();
        if ((string?)destination["connectionString"] is { } text) destination["connectionString"] = SharedAccessKey().Replace(text, "SharedAccessKey=" + Mask);
        foreach (var secret in (ReadOnlySpan<string>)["accessKey", "accessSecret", "apiSecret"])
        {
            if (destination[secret] is not null) destination[secret] = Mask;
        }
        return ApiResponse.ToUtf8(document);
    }

    protected override void Check(JsonObject document, Project project)
    {
        var destination = Shape.Object(document, "destination", "subscription");
        var type = Shape.Choice(destination, "type", "destination", Destinations);
        if (type == "AzureServiceBus" && !SharedAccessKey().IsMatch(Shape.Text(destination, "connectionString", "destination")))
        {
            throw Refusal.InvalidInput("The test notification could not be delivered: the connection string holds no SharedAccessKey.");
        }
        if (type == "EventGrid" && (string?)document["format"]?["type"] != "CloudEvents") throw Refusal.InvalidInput("A destination of the type EventGrid needs the format CloudEvents.");
        if (type == "EventGrid") (_, _) = (Shape.Text(destination, "uri", "destination"), Shape.Text(destination, "accessKey", "destination"));
        if (!Topics.Any(topic => Shape.OptionalArray(document, topic, "subscription") is { Count: > 0 }))
        {
            throw Refusal.InvalidInput("At least one of 'messages', 'changes' and 'events' is required.");
        }
        foreach (var message in Shape.Objects(Shape.OptionalArray(document, "messages", "subscription") ?? [], "messages")) Shape.Text(message, "resourceTypeId", "messages");
    }

    [GeneratedRegex("SharedAccessKey=[^;]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SharedAccessKey();
}
