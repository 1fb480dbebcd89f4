using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Operations.Api;
using Connector.Sqlite;
using Microsoft.Extensions.Options;

namespace Connector.Local.Doctor;

/// <summary>The connector's own file, its queues and its error queue.</summary>
internal sealed class StateChecks(IServiceProvider services)
{
    private const string Area = "state";

    /// <summary>False when the file cannot be used: then no other check is possible, because every call needs a permit from the file.</summary>
    public async Task<bool> RunAsync(Findings findings, CancellationToken cancellationToken)
    {
        try
        {
            var path = services.GetRequiredService<SqliteDatabase>().Path;
            var failed = 0L;
            foreach (var name in QueueNames.All) failed += (await services.GetRequiredService<IWorkQueue>().PeekDepthAsync(name, cancellationToken)).Dead;
            findings.Ok(Area, "SQLite file", $"{path}, {new FileInfo(path).Length / 1024} KB");
            if (failed > 0) findings.Warn(Area, "error queue", $"{failed} errors need attention", "Run connector errors list.");
            else findings.Ok(Area, "error queue", "empty");
        }
        catch (OptionsValidationException e)
        {
            findings.Fail(Area, "SQLite file", string.Join(' ', e.Failures), "Use another file in Sqlite:Path.");
            return false;
        }
        catch (StorageException e)
        {
            findings.Fail(Area, "SQLite file", e.Message, "Fix the cause, or restore a backup (docs/operations.md).");
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            findings.Fail(Area, "SQLite file", e.Message, "Check Sqlite:Path, the folder and its permissions.");
            return false;
        }
        foreach (var (name, pause) in await services.GetRequiredService<FlowDesk>().ListAsync(cancellationToken))
        {
            findings.Warn(Area, "pauses", $"{DisplayNames.Flow(name)} is paused (since {pause.Since:u}): {pause.Reason}", $"Fix the cause, then connector resume {name}. A pause for credentials ends by itself when they change.");
        }
        return true;
    }
}
