using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Sqlite;
using Microsoft.Extensions.Options;

namespace Connector.Local.Doctor;

/// <summary>The connector's own file, its queues and its error queue.</summary>
internal sealed class StateChecks(IServiceProvider services, TimeProvider clock)
{
    private const string Area = "state";

    /// <summary>False when the file cannot be used: then nothing else can be asked either, as every call needs its permit from there.</summary>
    public async Task<bool> RunAsync(Findings findings, CancellationToken cancellationToken)
    {
        try
        {
            var path = services.GetRequiredService<SqliteDatabase>().Path;
            var dead = 0L;
            foreach (var name in QueueNames.All) dead += (await services.GetRequiredService<IWorkQueue>().PeekDepthAsync(name, cancellationToken)).Dead;
            findings.Ok(Area, "SQLite file", $"{path}, {new FileInfo(path).Length / 1024} KB");
            if (dead > 0) findings.Warn(Area, "error queue", $"{dead} messages wait for a person", "connector errors list shows them.");
            else findings.Ok(Area, "error queue", "empty");
        }
        catch (OptionsValidationException e)
        {
            findings.Fail(Area, "SQLite file", string.Join(' ', e.Failures), "Name another file in Sqlite:Path.");
            return false;
        }
        catch (StorageException e)
        {
            findings.Fail(Area, "SQLite file", e.Message, "Mend what it names, or restore a copy (docs/operations.md).");
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            findings.Fail(Area, "SQLite file", e.Message, "Check Sqlite:Path, the folder and its permissions.");
            return false;
        }
        var now = clock.GetUtcNow();
        foreach (var name in FlowNames.All(QueueNames.All, services.GetRequiredService<IShippingAccounts>().Names))
        {
            if (await services.GetRequiredService<IFlowPauses>().GetAsync(name, cancellationToken) is { } pause && !(pause.Until <= now))
                findings.Warn(Area, "pauses", $"{Shown(name)} is paused since {pause.Since:u}: {pause.Reason}", "Mend the reason, then resume it on the page (/ops) or wait.");
        }
        return true;
    }

    private static string Shown(string flow) => FlowNames.AccountOf(flow) is { } account ? $"queue {FlowNames.QueueOf(flow)}, account {account} alone," : $"queue {flow}";
}
