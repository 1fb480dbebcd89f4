using System.Diagnostics;
using Connector.Core.Engine.Pump;
using Connector.Core.Ports;
using Connector.Local.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Connector.CrashVictim;

/// <summary>One pass of the connector as `connector sync` makes it, with the settings of the environment; at the named point the process kills itself, as kill -9 does.</summary>
internal static class SyncUntilKilled
{
    public static async Task<int> RunAsync(string? point)
    {
        await using var app = ConnectorApp.Create(
            ConnectorConfiguration.Load(null, []), verbose: false, services => services.AddSingleton<IFaultPoints>(new KillAt(point)));
        await app.Get<SyncPass>().RunAsync(SyncScope.All, null, null, CancellationToken.None);
        return 0;
    }

    private sealed class KillAt(string? deadly) : IFaultPoints
    {
        public Task ReachAsync(string point, CancellationToken cancellationToken)
        {
            if (point == deadly) Process.GetCurrentProcess().Kill();
            return Task.CompletedTask;
        }
    }
}
