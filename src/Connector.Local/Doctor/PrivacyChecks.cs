using Connector.Core.Engine.Watch;
using Connector.Sqlite;
using Microsoft.Extensions.Options;

namespace Connector.Local.Doctor;

/// <summary>Who else on this machine can read addresses and credentials, and whether the hashes in the journal can be guessed.</summary>
internal sealed class PrivacyChecks(IOptions<SqliteOptions> sqlite, IOptions<RedactionOptions> redaction)
{
    private const string Area = "state";

    public void Run(Findings findings, string? settingsFile)
    {
        var files = SqliteFile.FilesOf(Path.GetFullPath(sqlite.Value.Path)).Append(settingsFile).OfType<string>().Where(FileAccessRights.IsOpenToOthers).ToList();
        foreach (var file in files) findings.Warn(Area, "files", $"{file}: other users of this machine can read it", $"chmod 600 {file}");
        if (files.Count == 0) findings.Ok(Area, "files", "only their owner can read the database and the settings");
        if (redaction.Value.IsWeak)
            findings.Warn(Area, "redaction key", $"Journal:RedactionSalt is publicly known or shorter than {RedactionOptions.ShortestSalt} characters: hashes in the journal can be guessed", "Use a random text of your own, or leave it out: then the connector creates one.");
        else findings.Ok(Area, "redaction key", string.IsNullOrEmpty(redaction.Value.RedactionSalt) ? "random, stored in the file" : "from the settings");
    }
}
