using Connector.Local.Doctor;
using Connector.Operations.Api;
using Connector.Operations.Description;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace Connector.Local.Hosting;

/// <summary>GET /api/doctor: all checks of `connector doctor`, on the machine of the connector. Calls both vendors, and changes nothing.</summary>
internal static class DoctorEndpoint
{
    public static void MapDoctor(this IEndpointRouteBuilder routes, IConfiguration configuration) => routes.MapGet("/api/doctor", async (HttpContext http) =>
    {
        var findings = await DoctorRun.RunAsync(http.RequestServices, ConnectorConfiguration.RulesFileOf(configuration), null, http.RequestAborted);
        return Response.Ok(new DoctorView(findings.All.Count == 0 ? Verdict.Ok : findings.All.Max(static f => f.Verdict), findings.All));
    }).AddEndpointFilter<OperatorsOnly>().AddEndpointFilter<StoreFailures>().DescribedByCatalog();
}
