using Microsoft.Extensions.Options;

namespace Connector.Sqlite;

/// <summary>Finds at start what would otherwise fail at the first message.</summary>
internal sealed class SqliteOptionsValidator : IValidateOptions<SqliteOptions>
{
    public ValidateOptionsResult Validate(string? name, SqliteOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Path)) return Fail("is empty; name a file, for example connector.db");
        var path = Path.GetFullPath(options.Path);
        if (Directory.Exists(path)) return Fail($"'{options.Path}' is a folder; name a file in it");
        return Directory.Exists(Path.GetDirectoryName(path)) ? ValidateOptionsResult.Success : Fail($"the folder of '{options.Path}' does not exist");
    }

    private static ValidateOptionsResult Fail(string problem) => ValidateOptionsResult.Fail($"{SqliteFile.PathKey}: {problem}.");
}
