using Connector.Core.Model.Messages;
using Connector.Operations.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Connector.Tests.Journeys.Faults;

/// <summary>What /api/health says: the one place here that knows how it is asked.</summary>
internal static class HealthProbe
{
    /// <summary>Null when all is well; else what it complains of.</summary>
    public static async Task<string?> ComplaintAsync(IServiceProvider services)
    {
        var result = await OperationsEndpoints.HealthAsync(services.GetRequiredService<HealthReader>(), services.GetService<RulesStatus>(), CancellationToken.None);
        if (result is IStatusCodeHttpResult { StatusCode: { } status } && status == StatusCodes.Status200OK) return null;
        var view = await services.GetRequiredService<HealthReader>().ReadAsync(CancellationToken.None);
        return $"{view.Status}: {string.Join(' ', view.Problems)}";
    }
}
