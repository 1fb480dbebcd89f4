using Connector.Operations.Api;

namespace Connector.Operations.Description;

/// <summary>Puts beside each route of the API what its document says about it.</summary>
internal static class ApiDescriptions
{
    /// <summary>A route that the catalog does not have stays without; a test finds it.</summary>
    public static TBuilder DescribedByCatalog<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder
    {
        routes.Finally(static endpoint =>
        {
            if (endpoint is not RouteEndpointBuilder route || endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods is not [var method]) return;
            if (ApiCatalog.Find(method, route.RoutePattern.RawText) is { } operation) Describe(endpoint.Metadata, operation);
        });
        return routes;
    }

    private static void Describe(IList<object> metadata, ApiOperation operation)
    {
        metadata.Add(operation);
        metadata.Add(new EndpointNameMetadata(operation.Id));
        metadata.Add(new TagsAttribute(operation.Tag));
        metadata.Add(new EndpointSummaryAttribute(operation.Summary));
        if (operation.Remark is { } remark) metadata.Add(new EndpointDescriptionAttribute(remark));
        if (operation.Result is { } result)
        {
            metadata.Add(new ProducesResponseTypeMetadata(operation.Status, result, ["application/json"]));
            if (operation.OtherStatus is { } other) metadata.Add(new ProducesResponseTypeMetadata(other, result, ["application/json"]));
        }
        foreach (var status in operation.Problems) metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemView), [ProblemResult.ContentType]));
    }
}
