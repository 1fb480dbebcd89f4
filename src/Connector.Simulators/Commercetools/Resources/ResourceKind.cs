using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Responses;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Resources;

/// <summary>One kind of resource: where it lives, who may touch it, what a draft must hold and which update actions it knows.</summary>
internal abstract class ResourceKind
{
    public static IReadOnlyList<ResourceKind> All { get; } =
    [
        new TypeKind(), new StateKind(), new ChannelKind(), new ShippingMethodKind(), new StoreKind(), new InventoryKind(), new SubscriptionKind(), new ProductTypeKind(), new ProductKind(), new ProductProjectionKind(), new VariantProjectionKind(), new PaymentKind(),
        new MessageKind(),
    ];

    /// <summary>First piece of the path below the project.</summary>
    public abstract string Path { get; }
    public abstract string TypeId { get; }

    /// <summary>Any one of these scopes allows reading.</summary>
    public abstract IReadOnlyList<string> ViewScopes { get; }

    /// <summary>Any one of these scopes allows writing; none for what cannot be written here.</summary>
    public abstract IReadOnlyList<string> ManageScopes { get; }

    /// <summary>Actions that just set a member: action name, member in the action and in the document, whether it must be there.</summary>
    protected virtual IReadOnlyDictionary<string, (string Member, bool Required)> Setters { get; } = new Dictionary<string, (string, bool)>();

    /// <summary>Everything of this kind as readers may find it; some kinds show what another kind holds.</summary>
    public virtual IEnumerable<StoredResource> List(Project project) => project.Resources(TypeId).All();

    public virtual StoredResource? FindById(Project project, string id) => project.Resources(TypeId).FindById(id);

    public virtual StoredResource? FindByKey(Project project, string key) => project.Resources(TypeId).FindByKey(key);

    /// <summary>Checks a draft and returns the members of the new resource, without id, version and times.</summary>
    public abstract JsonObject Create(JsonObject draft, Project project);

    /// <summary>What readers get to see; secrets are masked here.</summary>
    public virtual ReadOnlyMemory<byte> Show(StoredResource resource) => resource.Json;

    /// <summary>Carries out one action; false when nothing changed.</summary>
    public bool Apply(JsonObject document, JsonObject action, Project project)
    {
        var name = Shape.Text(action, "action", "actions");
        var before = document.DeepClone();
        if (Setters.TryGetValue(name, out var setter))
        {
            var value = action[setter.Member];
            if (value is null && setter.Required) throw Shape.Missing("actions", setter.Member);
            if (setter.Member == "key") Shape.OptionalKey(action, "key", "actions");
            if (value is null) document.Remove(setter.Member);
            else document[setter.Member] = value.DeepClone();
        }
        else if (!ApplySpecial(name, document, action, project))
        {
            throw Refusal.InvalidInput($"The action '{name}' is not known for '{TypeId}'.");
        }
        Check(document, project);
        return !JsonNode.DeepEquals(before, document);
    }

    /// <summary>False for an action that this kind does not know.</summary>
    protected virtual bool ApplySpecial(string name, JsonObject document, JsonObject action, Project project) => false;

    /// <summary>What must hold after each change.</summary>
    protected virtual void Check(JsonObject document, Project project)
    {
    }

    /// <summary>Copies the members that a draft may hold and that need no look at.</summary>
    protected static JsonObject Take(JsonObject draft, params ReadOnlySpan<string> names)
    {
        var taken = new JsonObject();
        foreach (var name in names)
        {
            if (draft[name] is { } value) taken[name] = value.DeepClone();
        }
        return taken;
    }
}
