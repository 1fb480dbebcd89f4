using Connector.Operations.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Connector.Functions;

/// <summary>Values for fields of one order, for people that hold a function key. The same routes as the local host has.</summary>
public sealed class OverrideFunctions(OverridesApi overrides)
{
    [Function("Overrides")]
    public Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/orders/{number}/overrides")] HttpRequest request, string number) => overrides.ListAsync(request, number);

    [Function("SetOverride")]
    public Task<IResult> SetAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/orders/{number}/overrides")] HttpRequest request, string number) => overrides.SetAsync(request, number);

    [Function("RemoveOverride")]
    public Task<IResult> RemoveAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/orders/{number}/overrides/remove")] HttpRequest request, string number) =>
        overrides.RemoveAsync(request, number);
}
