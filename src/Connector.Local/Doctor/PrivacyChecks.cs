using Connector.Core.Engine.Watch;
using Connector.Sqlite;
using Microsoft.Extensions.Options;

namespace Connector.Local.Doctor;

/// <summary>Who else on this machine may read addresses and credentials, and whether the hashes in the journal can be guessed.</summary>
internal sealed class PrivacyChecks(IOptions<SqliteOptions> sqlite, IOptions<RedactionOptions> redaction)
{
    private const string Area = "state";

    public void Run(Findings findings, string? settingsFile)
    {
        var files = SqliteFile.FilesOf(Path.GetFullPath(sqlite.Value.Path)).Append(settingsFile).OfType<string>().Where(FileAccessRights.IsOpenToOthers).ToList();
        foreach (var file in files) findings.Warn(Area, "files", $"{file}: other users of this machine may read it", $"chmod 600 {file}");
        if (files.Count == 0) findings.Ok(Area, "files", "the database and the settings are for their owner alone");
        if (redaction.Value.IsKnownToAll)
            findings.Warn(Area, "redaction key", "Journal:RedactionSalt is a text that everyone knows: hashes in the journal can be guessed", "Give a random text of your own, or leave it out: then the connector makes one.");
        else findings.Ok(Area, "redaction key", string.IsNullOrEmpty(redaction.Value.RedactionSalt) ? "made at random, kept in the file" : "from the settings");
    }
}
