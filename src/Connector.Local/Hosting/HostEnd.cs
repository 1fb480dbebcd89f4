using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Connector.Local.Hosting;

/// <summary>Why a host that has stopped did so.</summary>
internal static class HostEnd
{
    /// <summary>True when one of its services failed, which stopped the others as well; false when someone asked it to stop.</summary>
    public static bool IsFailure(IServiceProvider services) =>
        services.GetServices<IHostedService>().OfType<BackgroundService>().Any(static service => service.ExecuteTask is { IsFaulted: true });
}
