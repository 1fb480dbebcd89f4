using System.Text.Json;
using Connector.Simulators.Commercetools.Predicates;
using Connector.Simulators.Commercetools.Resources;
using Connector.Simulators.Commercetools.Search;
using Connector.Simulators.Commercetools.Storage;
using Connector.Simulators.Commercetools.Updates;

namespace Connector.Simulators.Commercetools.Responses;

/// <summary>/{projectKey}/types, /states, /channels and the other kinds, by id and by key.</summary>
internal sealed class ResourceEndpoints(Project project)
{
    private const string KeyPrefix = "key=";

    /// <summary>Null when there is no such place.</summary>
    public Endpoint? Find(string method, IReadOnlyList<string> path)
    {
        var kind = ResourceKind.All.FirstOrDefault(k => k.Path == path[0]);
        if (kind is null) return null;
        var writable = kind.ManageScopes.Count > 0;
        if (path.Count == 1)
        {
            return method switch
            {
                "GET" => new Endpoint($"GET /{kind.Path}", kind.ViewScopes, request => Query(kind, request)),
                "HEAD" => new Endpoint($"HEAD /{kind.Path}", kind.ViewScopes, request => Exists(kind, request)),
                "POST" when writable => new Endpoint($"POST /{kind.Path}", kind.ManageScopes, request => Create(kind, request)),
                _ => null,
            };
        }
        if (path.Count == 3 && kind is SubscriptionKind && path[2] == "health" && method == "GET")
        {
            return new Endpoint("GET /subscriptions/{id}/health", null, request => Health(kind, request));
        }
        if (path.Count != 2) return null;
        var place = $"/{kind.Path}/" + (path[1].StartsWith(KeyPrefix, StringComparison.Ordinal) ? "key={key}" : "{id}");
        return method switch
        {
            "GET" or "HEAD" => new Endpoint($"{method} {place}", kind.ViewScopes, request => Show(kind, Present(kind, request), 200)),
            "POST" when writable => new Endpoint($"POST {place}", kind.ManageScopes, request => Update(kind, request)),
            "DELETE" when writable => new Endpoint($"DELETE {place}", kind.ManageScopes, request => Delete(kind, request)),
            _ => null,
        };
    }

    private ApiResponse Query(ResourceKind kind, ApiRequest request)
    {
        var query = QueryParameters.Read(request, fields: null);
        var matching = Matching(kind, query.Where)
            .Select(r => (Resource: r, Keys: ResultSort.Keys(r.Root, query.Sort)))
            .Order(Comparer<(StoredResource Resource, IReadOnlyList<object?> Keys)>.Create((a, b) => ResultSort.Compare(a.Keys, b.Keys, query.Sort)))
            .Select(r => r.Resource).ToList();
        var page = matching.Skip(query.Offset).Take(query.Limit).Select(kind.Show).ToList();
        return PageWriter.Write(query, query.WithTotal ? matching.Count : null, page, Expansion(request));
    }

    private ApiResponse Exists(ResourceKind kind, ApiRequest request) =>
        ApiResponse.Empty(Matching(kind, QueryParameters.ReadWhere(request, fields: null)).Any() ? 200 : 404);

    private IEnumerable<StoredResource> Matching(ResourceKind kind, Condition? where) =>
        kind.List(project).Where(r => where is null || where.Matches(r.Root));

    private ApiResponse Create(ResourceKind kind, ApiRequest request)
    {
        var now = project.Stamp();
        var by = OrderUpdater.By(request.ClientId, request.ExternalUserId);
        var document = kind.Create(request.ReadObject(), project);
        document.Insert(0, "id", project.NewId());
        document.Insert(1, "version", 1L);
        document.Insert(2, "createdAt", now);
        document["createdBy"] = by;
        OrderUpdater.Stamp(document, 1, now, by.DeepClone().AsObject());
        var resource = StoredResource.From(document);
        return project.Resources(kind.TypeId).TryPut(resource, expected: null) is null
            ? Show(kind, resource, 201)
            : throw Refusal.Duplicate("key", resource.Key ?? "");
    }

    private ApiResponse Update(ResourceKind kind, ApiRequest request)
    {
        var (version, actions) = OrderUpdater.Read(request.ReadObject());
        while (true)
        {
            var present = Present(kind, request);
            if (present.Version != version) throw Refusal.Conflict(present.Id, version, present.Version);
            var document = present.ToObject();
            var changes = actions.Count(action => kind.Apply(document, action, project));
            if (changes == 0) return Show(kind, present, 200);
            var now = project.Stamp(present.Root.GetProperty("lastModifiedAt").GetDateTimeOffset());
            OrderUpdater.Stamp(document, version + changes, now, OrderUpdater.By(request.ClientId, request.ExternalUserId));
            var next = StoredResource.From(document);
            var obstacle = project.Resources(kind.TypeId).TryPut(next, present);
            if (obstacle is null) return Show(kind, next, 200);
            if (obstacle.Id != present.Id) throw Refusal.Duplicate("key", next.Key ?? "");
        }
    }

    private ApiResponse Delete(ResourceKind kind, ApiRequest request)
    {
        var version = request.RequiredVersion();
        var present = Present(kind, request);
        if (present.Version != version) throw Refusal.Conflict(present.Id, version, present.Version);
        if (project.FindReferrer(present.Id) is { } referrer) throw Refusal.StillReferenced(kind.TypeId, referrer);
        return project.Resources(kind.TypeId).TryRemove(present) ? Show(kind, present, 200) : throw Refusal.Conflict(present.Id, version, version + 1);
    }

    private ApiResponse Health(ResourceKind kind, ApiRequest request)
    {
        var id = request.Segments[2];
        if (project.Resources(kind.TypeId).FindById(id) is null) throw Refusal.NotFoundById(id);
        return ApiResponse.Json(200, JsonSerializer.SerializeToUtf8Bytes(new { status = "Healthy" }));
    }

    private StoredResource Present(ResourceKind kind, ApiRequest request)
    {
        var name = request.Segments[2];
        return name.StartsWith(KeyPrefix, StringComparison.Ordinal)
            ? kind.FindByKey(project, name[KeyPrefix.Length..]) ?? throw Refusal.NotFoundByKey(name[KeyPrefix.Length..])
            : kind.FindById(project, name) ?? throw Refusal.NotFoundById(name);
    }

    private static ApiResponse Show(ResourceKind kind, StoredResource resource, int status) => ApiResponse.Json(status, kind.Show(resource));

    private ReferenceExpansion Expansion(ApiRequest request) => new([.. request.Parameters("expand")], (typeId, id, _) => project.Show(typeId, id));
}
