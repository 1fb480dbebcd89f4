using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Sqlite;

/// <summary>Versions of the rules in the file.</summary>
public sealed class SqliteRuleVersions(SqliteDatabase database) : IRuleVersions
{
    public Task KeepAsync(RuleVersion version, DateTimeOffset at, CancellationToken cancellationToken) => database.WriteAsync(
        session => session.Statement("INSERT INTO rule_versions (hash, text, first_used_at) VALUES (@hash, @text, @at) ON CONFLICT (hash) DO NOTHING")
            .With("@hash", version.Hash).With("@text", version.Text).With("@at", at.UtcTicks).Run(),
        cancellationToken);

    public Task<IReadOnlyList<KeptRuleVersion>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<KeptRuleVersion>>(
        static session => session.Statement("SELECT hash, text, first_used_at FROM rule_versions ORDER BY first_used_at DESC, hash")
            .List(static row => new KeptRuleVersion(new RuleVersion(row.Text(0), row.Text(1)), row.Instant(2))),
        cancellationToken);
}
