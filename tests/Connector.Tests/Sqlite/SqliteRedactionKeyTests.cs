using Connector.Core.Engine.Watch;
using Connector.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Connector.Tests.Sqlite;

/// <summary>The key of the journal's hashes: made once for each file, unless the settings give one.</summary>
public sealed class SqliteRedactionKeyTests : IDisposable
{
    private readonly TemporaryFile _one = new();
    private readonly TemporaryFile _other = new();

    public void Dispose()
    {
        _one.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void Two_files_hash_one_value_differently_and_a_file_keeps_its_key()
    {
        var first = Hash(_one.Path);
        Assert.Equal(first, Hash(_one.Path));
        Assert.NotEqual(first, Hash(_other.Path));
        Assert.NotEqual(Hash(_one.Path, "connector"), first);
    }

    [Fact]
    public void A_key_of_the_settings_wins_over_that_of_the_file() => Assert.Equal(Hash(_one.Path, "a key of our own"), Hash(_other.Path, "a key of our own"));

    private static string? Hash(string path, string? salt = null)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Sqlite:Path"] = path, ["Journal:RedactionSalt"] = salt }.Where(pair => pair.Value is not null)).Build();
        var services = new ServiceCollection();
        services.AddSqlite(settings);
        services.AddRedaction(settings);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<Redaction>().Json("""{"email":"john.public@example.org"}"""u8);
    }
}
