using System.Text.RegularExpressions;
using Connector.Core.Rules.Mapping;
using Connector.Core.Rules.Mapping.Sources;
using Xunit;

namespace Connector.Tests.Core.Rules.Mapping;

/// <summary>docs/mapping.md says what the code does.</summary>
public sealed partial class MappingDocumentTests
{
    private static readonly string s_document = File.ReadAllText(Path.Combine(Root(), "docs", "mapping.md"));

    [Fact]
    public void The_table_of_an_order_out_has_a_row_for_each_field_in_the_codes_order() =>
        Assert.Equal(TargetFields.All.Select(t => t.Name), Rows().Select(r => r[0].Trim('`')));

    [Fact]
    public void The_limits_are_those_of_the_code()
    {
        foreach (var row in Rows())
        {
            if (!FieldLimits.All.TryGetValue(row[0].Trim('`'), out var limit)) continue;
            var word = limit.TooLong switch { TooLong.Reject => "refused", TooLong.Shorten => "shortened", _ => "left out" };
            Assert.Equal($"{row[0]}: {limit.Length}, {word}", $"{row[0]}: {row[3]}");
        }
    }

    [Fact]
    public void Every_limit_belongs_to_a_field() => Assert.Empty(FieldLimits.All.Keys.Except(TargetFields.All.Select(t => t.Name)));

    [Fact]
    public void Every_row_says_what_happens_when_the_value_is_missing() => Assert.All(Rows(), row => Assert.NotEmpty(row[4]));

    [Fact]
    public void All_warnings_and_formats_are_named()
    {
        Assert.All(WarningCodes.All, code => Assert.Contains($"`{code}`", s_document, StringComparison.Ordinal));
        Assert.All(SourceFormats.Names, format => Assert.Contains($"`{format}`", s_document, StringComparison.Ordinal));
    }

    private static List<string[]> Rows()
    {
        var table = s_document[s_document.IndexOf("## Order out", StringComparison.Ordinal)..s_document.IndexOf("### Sources", StringComparison.Ordinal)];
        return table.Split('\n').Where(l => Row().IsMatch(l)).Select(l => l.Trim('|').Split('|').Select(c => c.Trim()).ToArray()).ToList();
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Connector.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside of the repository.");
    }

    [GeneratedRegex("^\\| `", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
