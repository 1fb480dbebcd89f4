using System.Text.Json;
using Connector.Simulators.Commercetools.Predicates;
using Connector.Simulators.Commercetools.Search;
using Connector.Simulators.Commercetools.Seeds;
using Connector.Simulators.Commercetools.Storage;
using Connector.Simulators.Commercetools.Updates;

namespace Connector.Simulators.Commercetools.Responses;

/// <summary>/{projectKey}/orders.</summary>
internal sealed class OrderEndpoints(Project project)
{
    private const string NumberPrefix = "order-number=";
    private static readonly string[] View = ["view_orders"];
    private static readonly string[] Manage = ["manage_orders"];

    /// <summary>Null when there is no such place.</summary>
    public Endpoint? Find(string method, IReadOnlyList<string> path)
    {
        if (path.Count == 1)
        {
            return method switch
            {
                "GET" => new Endpoint("GET /orders", View, Query),
                "HEAD" => new Endpoint("HEAD /orders", View, Exists),
                "POST" => new Endpoint("POST /orders", Manage, FromCart),
                _ => null,
            };
        }
        if (path.Count != 2) return null;
        if (path[1] == "import") return method == "POST" ? new Endpoint("POST /orders/import", Manage, Import) : null;
        var byNumber = path[1].StartsWith(NumberPrefix, StringComparison.Ordinal);
        if (!byNumber && path[1].Contains('=', StringComparison.Ordinal)) return null;
        var place = byNumber ? "/orders/order-number={orderNumber}" : "/orders/{id}";
        return method switch
        {
            "GET" or "HEAD" => new Endpoint($"{method} {place}", View, Get),
            "POST" => new Endpoint($"POST {place}", Manage, Update),
            "DELETE" => new Endpoint($"DELETE {place}", Manage, Delete),
            _ => null,
        };
    }

    private ApiResponse Query(ApiRequest request)
    {
        var query = QueryParameters.Read(request, OrderFields.All);
        var found = OrderSearch.Run(project.Orders.Visible(), query);
        return PageWriter.Write(query, found.Total, [.. found.Rows.Select(row => (ReadOnlyMemory<byte>)row.Json)], Expansion(request));
    }

    private ApiResponse Exists(ApiRequest request)
    {
        var where = QueryParameters.ReadWhere(request, OrderFields.All);
        return ApiResponse.Empty(OrderSearch.Exists(project.Orders.Visible(), where) ? 200 : 404);
    }

    private ApiResponse Get(ApiRequest request) => Show(request, Present(request), 200);

    private ApiResponse Update(ApiRequest request)
    {
        var body = request.ReadObject();
        return Show(request, OrderUpdater.Apply(project, Present(request), body, request.ClientId, request.ExternalUserId), 200);
    }

    private ApiResponse Import(ApiRequest request) =>
        Show(request, OrderImport.Create(project, request.ReadObject(), request.ClientId, request.ExternalUserId), 201);

    /// <summary>There are no carts here, so none can be found.</summary>
    private static ApiResponse FromCart(ApiRequest request)
    {
        var body = request.ReadObject();
        var cart = Shape.OptionalObject(body, "cart", "order");
        throw Refusal.ReferenceMissing("cart", cart is null ? Shape.Text(body, "id", "order") : Shape.Text(cart, "id", "cart"), null);
    }

    private ApiResponse Delete(ApiRequest request)
    {
        var version = request.RequiredVersion();
        while (true)
        {
            var present = Present(request);
            if (present.Version != version) throw Refusal.Conflict(present.Id, version, present.Version);
            if (project.Orders.TryRemove(present)) return Show(request, present, 200);
        }
    }

    private StoredOrder Present(ApiRequest request)
    {
        var name = request.Segments[2];
        if (!name.StartsWith(NumberPrefix, StringComparison.Ordinal)) return project.Orders.FindById(name) ?? throw Refusal.NotFoundById(name);
        var number = name[NumberPrefix.Length..];
        return project.Orders.FindByNumber(number) ?? throw Refusal.NotFound($"The Resource with order number '{number}' was not found.");
    }

    private ApiResponse Show(ApiRequest request, StoredOrder row, int status)
    {
        var parts = new List<ReadOnlyMemory<byte>>();
        Expansion(request).Write(row.Json, parts);
        return new ApiResponse(status, parts);
    }

    private ReferenceExpansion Expansion(ApiRequest request) => new([.. request.Parameters("expand")], Referred);

    private ReadOnlyMemory<byte>? Referred(string typeId, string id, JsonElement order)
    {
        if (project.Show(typeId, id) is { } stored) return stored;
        if (typeId != "payment") return null;
        return SeedPayments.Describe(id, order);
    }
}
