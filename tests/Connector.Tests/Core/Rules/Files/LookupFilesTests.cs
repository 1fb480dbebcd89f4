using Connector.Core.Rules.Files;
using Connector.Core.Rules.Mapping.Sources;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Connector.Tests.Core.Rules.Files;

/// <summary>Tables of look-ups in files beside the rules file.</summary>
public sealed class LookupFilesTests : IDisposable
{
    private const string Path1 = "Mapping.Order.Source.Lookup.File: ";
    private readonly string _folder = Directory.CreateTempSubdirectory("rules").FullName;

    [Fact]
    public void A_table_is_read_beside_the_file()
    {
        File.WriteAllText(Path.Combine(_folder, "stores.csv"), "\uFEFFmarket-us,Marketplace US\r\n\"a;b\";\"say \"\"hi\"\"\"\n\n");

        var lookup = Load("stores.csv").Mapping.Order.Source!.Lookup!;

        Assert.Equal([KeyValuePair.Create("market-us", "Marketplace US"), KeyValuePair.Create("a;b", "say \"hi\"")], lookup.Rows!);
    }

    [Theory]
    [InlineData("a,1\nb,2\nA,3\n", "'A' is there twice, again in line 3; allowed: each value once")]
    [InlineData("a,1\nb\n", "line 2 is not a row; allowed: a value and its result")]
    [InlineData("a,1,2\n", "line 1 is not a row")]
    [InlineData("\"a,1\n", "line 1 is not a row")]
    [InlineData("a,\n", "line 1 is not a row")]
    [InlineData("\n", "is empty; allowed: one row or more")]
    public void What_is_wrong_with_it_is_named(string text, string expected)
    {
        File.WriteAllText(Path.Combine(_folder, "stores.csv"), text);

        Assert.StartsWith(Path1 + expected, Assert.Single(Problems("stores.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_holds_the_rows_and_not_the_path()
    {
        var path = Path.Combine(_folder, "stores.csv");
        File.WriteAllText(path, "b;\"say, \"\"hi\"\"\"\nurn:a,1\n");
        var rules = Load("stores.csv");
        var version = rules.ComputeVersion();
        Assert.DoesNotContain(_folder, version.Text, StringComparison.Ordinal);
        // Without the file, from its text alone.
        File.WriteAllText(path, "urn:a,2\nb,2\n");
        var again = RulesFile.Load(version.Text);

        Assert.Equal(version, again.ComputeVersion());
        Assert.Equal([KeyValuePair.Create("b", "say, \"hi\""), KeyValuePair.Create("urn:a", "1")], LookupTable.Rows(again.Mapping.Order.Source!.Lookup!));
        Assert.NotEqual(version.Hash, Load("stores.csv").ComputeVersion().Hash);
        // The order of rows means nothing.
        File.WriteAllText(path, "urn:a,1\nb;\"say, \"\"hi\"\"\"\n");
        Assert.Equal(version.Hash, Load("stores.csv").ComputeVersion().Hash);
    }

    [Theory]
    [InlineData("{ \"Of\": { \"Template\": \"{store}\" }, \"Csv\": \"a,1\\na,2\" }", "Mapping.Order.Source.Lookup.Csv: 'a' is there twice, again in line 2")]
    [InlineData("{ \"Of\": { \"Template\": \"{store}\" }, \"Csv\": \"a,1\", \"Table\": { \"b\": \"2\" } }", "Mapping.Order.Source.Lookup.Csv: is there beside Table or File")]
    [InlineData("{ \"Of\": { \"Template\": \"{store}\" }, \"Csv\": \" \" }", "Mapping.Order.Source.Lookup.Csv: is empty")]
    public void What_is_wrong_with_rows_in_the_rules_is_named(string lookup, string expected)
    {
        var problems = Assert.Throws<RulesException>(() => RulesFile.Load($$"""{ "Locations": [{ "Key": "a", "StoreId": 1 }], "Mapping": { "Order": { "Source": { "Lookup": {{lookup}} } } } }""")).Problems;
        Assert.StartsWith(expected, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() => Assert.Contains("cannot be read; allowed: a CSV file beside the rules file", Assert.Single(Problems("none.csv")), StringComparison.Ordinal);

    [Theory]
    [InlineData("../stores.csv")]
    [InlineData("/etc/hostname")]
    public void A_file_elsewhere_is_refused(string file) =>
        Assert.Equal($"{Path1}'{file}' is not in the folder of the rules file; allowed: a file beside it", Assert.Single(Problems(file)));

    [Fact]
    public void Without_a_folder_none_is_read() => Assert.StartsWith(Path1 + "was not read", Assert.Single(Assert.Throws<RulesException>(() => RulesFile.Load(Json("stores.csv"))).Problems), StringComparison.Ordinal);

    [Fact]
    public void Hosts_read_it_from_the_folder_of_the_rules_file()
    {
        File.WriteAllText(Path.Combine(_folder, "stores.csv"), "a,1");
        File.WriteAllText(Path.Combine(_folder, "connector.json"), Json("stores.csv"));
        var settings = RulesSettings.Merge(new ConfigurationBuilder().Build(), _folder);
        using var services = new ServiceCollection().AddConnectorRules(settings).BuildServiceProvider();

        Assert.Equal("1", services.GetRequiredService<ConnectorRules>().Mapping.Order.Source!.Lookup!.Rows!["A"]);
    }

    [Theory]
    [InlineData("""{ "a:b": "c" }""", "Mapping.Order.Source.Lookup.Table.a:b: has ':' in its name")]
    [InlineData("""{ "a": "b", "A": "c" }""", "Mapping.Order.Source.Lookup.Table.A: given twice")]
    public void Names_in_a_table_are_checked(string table, string expected)
    {
        var json = $$"""{ "Locations": [{ "Key": "main", "StoreId": 7 }], "Mapping": { "Order": { "Source": { "Lookup": { "Of": { "CustomField": "a" }, "Table": {{table}} } } } } }""";
        Assert.Contains(Assert.Throws<RulesException>(() => RulesFile.Load(json)).Problems, p => p.StartsWith(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("true", "True")]
    [InlineData("5.0", "5.0")]
    [InlineData("\"a\"", "a")]
    [InlineData("[\"a\", 5, false]", "a 5 False")]
    public void What_a_field_equals_is_any_value_or_a_list(string json, string expected)
    {
        var rules = RulesFile.Load($$"""{ "Locations": [{ "Key": "main", "StoreId": 7 }], "Selection": { "SkipWhen": [{ "Name": "a", "Is": {{json}} }] } }""");
        Assert.Equal(expected, string.Join(' ', rules.Selection.SkipWhen[0].Is));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ConnectorRules Load(string file) => RulesFile.Load(Json(file), _folder);

    private IReadOnlyList<string> Problems(string file) => Assert.Throws<RulesException>(() => Load(file)).Problems;

    private static string Json(string file) =>
        $$"""{ "Locations": [{ "Key": "main", "StoreId": 7 }], "Mapping": { "Order": { "Source": { "Lookup": { "Of": { "CustomField": "a" }, "File": "{{file}}" } } } } }""";
}
