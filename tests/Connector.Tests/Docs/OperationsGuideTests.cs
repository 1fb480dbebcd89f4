using System.Globalization;
using System.Reflection;
using Connector.Core.Engine.Pump;
using Connector.Core.Model.Messages;
using Xunit;

namespace Connector.Tests.Docs;

/// <summary>docs/operations.md names every kind, code and timer, and none that does not exist.</summary>
public sealed class OperationsGuideTests
{
    private static readonly Document s_codes = Document.Operations.Section("## Codes");

    [Fact]
    public void Every_code_has_a_row_and_no_row_is_left_over()
    {
        var codes = typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!);
        Assert.Equal(codes.Order(StringComparer.Ordinal), Names(s_codes.Table("Code", "Kind", "Cause", "Cure")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_row_of_a_code_names_kinds_that_exist_and_reports_cause_and_cure() => Assert.All(s_codes.Table("Code", "Kind", "Cause", "Cure"), row =>
    {
        Assert.All(row[1].Split(", ").Where(kind => kind != "-"), kind => Assert.True(Enum.TryParse<FailureKind>(kind, out _), $"{row[0]}: {kind}"));
        Assert.NotEmpty(row[2]);
        Assert.NotEmpty(row[3]);
    });

    [Fact]
    public void Words_that_the_sources_give_beside_the_codes_are_reported_too() =>
        Assert.Equal(Sources.LooseCodes().Order(StringComparer.Ordinal), Names(s_codes.Table("Word", "Meaning")).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_kind_is_reported_with_its_number_of_attempts()
    {
        var kinds = Enum.GetValues<FailureKind>().Select(kind => $"{kind} {AttemptsOf(kind)}");
        var rows = Document.Operations.Section("## The error queue").Table("Kind", "Meaning", "Attempts", "What happens");
        Assert.Equal(kinds.Order(StringComparer.Ordinal), rows.Select(r => $"{r[0].Trim('`')} {r[2]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_timer_is_reported() => Assert.Equal(
        Sources.Timers().Order(StringComparer.Ordinal),
        Names(Document.Operations.Section("## Webhooks and polls").Table("Timer", "Finds", "Setting")).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_setting_that_a_document_names_is_in_the_table_of_settings()
    {
        var keys = Document.Settings.Table("Key", "Default", "Meaning").Select(r => r[0].Trim('`')).ToHashSet(StringComparer.Ordinal);
        var sections = keys.Select(k => k[..(k.IndexOf(':', StringComparison.Ordinal) + 1)]).ToHashSet(StringComparer.Ordinal);
        var named = Document.All.SelectMany(d => Document.Code(d.Text).Select(code => (d.Path, Key: code.Split(' ', '=')[0].TrimEnd(':'))))
            .Where(n => sections.Any(s => n.Key.StartsWith(s, StringComparison.Ordinal)) && !n.Key.StartsWith("ShipStation:Accounts:", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(named);
        Assert.All(named, n => Assert.Contains(n.Key, keys));
    }

    private static IEnumerable<string> Names(IReadOnlyList<string[]> rows) => rows.Select(r => r[0].Trim('`'));

    private static string AttemptsOf(FailureKind kind) =>
        Attempts.MaxOf(kind) is var attempts and < int.MaxValue ? attempts.ToString(CultureInfo.InvariantCulture) : "no limit";
}
