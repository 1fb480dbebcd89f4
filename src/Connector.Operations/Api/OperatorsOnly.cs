using Connector.Operations.Access;

namespace Connector.Operations.Api;

/// <summary>Lets in only operators (<see cref="OperatorAccess"/>).</summary>
internal sealed class OperatorsOnly(OperatorAccess access) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ResponseHeaders.Set(context.HttpContext.Response);
        return await access.RefuseAsync(context.HttpContext) ?? await next(context);
    }
}
