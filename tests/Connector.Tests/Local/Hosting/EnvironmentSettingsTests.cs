using Connector.Local.Hosting;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Connector.Tests.Local.Hosting;

/// <summary>Runs alone: every command reads the environment, which belongs to the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EnvironmentCollection
{
    public const string Name = "environment";
}

/// <summary>Settings from variables of the process.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class EnvironmentSettingsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connector-settings-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("Labels")]
    [InlineData("SERVICES")]
    [InlineData("TIMERS")]
    [InlineData("Tmers__JournalDays")]
    public void Variables_of_other_programs_do_not_matter(string variable)
    {
        using var set = new EnvironmentVariable(variable, "anything");
        var settings = ConnectorConfiguration.LoadSettings(Write("{}"), []);
        Assert.DoesNotContain(settings.AsEnumerable(), static pair => pair.Value == "anything");
    }

    [Fact]
    public void Variables_of_the_own_sections_count_and_are_checked()
    {
        using (new EnvironmentVariable("Reconciliation__GraceMinutes", "7")) Assert.Equal("7", ConnectorConfiguration.LoadSettings(Write("{}"), [])["Reconciliation:GraceMinutes"]);
        using (new EnvironmentVariable("Reconciliation__GraceMinute", "7"))
        {
            Assert.StartsWith(
                "environment variable Reconciliation__GraceMinute: Reconciliation:GraceMinute: unknown name; allowed: ",
                Assert.Throws<ConfigurationException>(() => ConnectorConfiguration.LoadSettings(Write("{}"), [])).Message, StringComparison.Ordinal);
        }
    }

    private string Write(string json)
    {
        var path = Path.Combine(_folder.FullName, "settings.jsonc");
        File.WriteAllText(path, json);
        return path;
    }

    /// <summary>Set while it lives.</summary>
    private sealed class EnvironmentVariable : IDisposable
    {
        private readonly string _name;

        public EnvironmentVariable(string name, string value) => Environment.SetEnvironmentVariable(_name = name, value);

        public void Dispose() => Environment.SetEnvironmentVariable(_name, null);
    }
}
