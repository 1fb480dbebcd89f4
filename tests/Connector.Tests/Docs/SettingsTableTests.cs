using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Connector.Commercetools;
using Connector.Core.Model.Messages;
using Connector.Local.Hosting;
using Connector.Operations.Api;
using Connector.ShipStation;
using Connector.Sqlite;
using Xunit;

namespace Connector.Tests.Docs;

/// <summary>The table in docs/settings.md has a row for each setting, and the example of the README is enough to start.</summary>
public sealed partial class SettingsTableTests
{
    private static readonly IReadOnlyList<string[]> s_rows = Document.Settings.Table("Key", "Default", "Meaning");

    [Fact]
    public void The_table_has_every_key_of_every_options_class_with_its_default()
    {
        var settings = OptionsClasses().SelectMany(Settings).Order(StringComparer.Ordinal);
        Assert.Equal(settings, s_rows.Select(r => $"{r[0].Trim('`')} = {r[1].Trim('`')}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_key_has_a_meaning() => Assert.All(s_rows, row => Assert.NotEmpty(row[2]));

    [Fact]
    public async Task The_example_of_a_settings_file_holds_all_that_is_required()
    {
        var folder = Directory.CreateTempSubdirectory("connector-readme-");
        try
        {
            var file = Path.Combine(folder.FullName, "connector.local.json");
            await File.WriteAllTextAsync(file, Example().Match(Document.Readme.Text).Groups["json"].Value);
            var configuration = ConnectorConfiguration.Load(file, [$"Sqlite:Path={Path.Combine(folder.FullName, "readme.db")}"]);
            Assert.All(s_rows.Where(r => r[1] == "required"), row => Assert.False(string.IsNullOrEmpty(configuration[row[0].Trim('`')]), row[0]));
            await using var app = ConnectorApp.Create(configuration, verbose: false);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<Type> OptionsClasses() =>
    [
        .. new[] { typeof(EngineOptions), typeof(CommercetoolsOptions), typeof(ShipStationOptions), typeof(SqliteOptions), typeof(OperationsOptions), typeof(TimerOptions) }
            .SelectMany(t => t.Assembly.GetTypes()).Where(t => SectionOf(t) is not null)
    ];

    private static string? SectionOf(Type type) =>
        type.GetField("SectionName", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true } section ? (string?)section.GetRawConstantValue() : null;

    private static IEnumerable<string> Settings(Type type)
    {
        var defaults = Activator.CreateInstance(type);
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.SetMethod is { IsPublic: true })
            .Select(p => $"{SectionOf(type)}:{p.Name} = {Text(p.GetValue(defaults))}");
    }

    private static string Text(object? value) => value switch
    {
        null => "none",
        "" => "required",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!
    };

    [GeneratedRegex(@"```json\s*\n(?<json>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Example();
}
