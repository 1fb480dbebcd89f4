using System.Globalization;
using System.Xml.Linq;

namespace Connector.Local.RuleTools;

/// <summary>The results of `rules test` in the XML that build servers read.</summary>
internal static class JUnitReport
{
    public static XDocument Create(IReadOnlyList<RuleTestResult> results, TimeSpan duration) => new(
        new XElement("testsuites", new XElement(
            "testsuite", new XAttribute("name", "rules"), new XAttribute("tests", results.Count), new XAttribute("failures", results.Count(static r => !r.Passed)), Time(duration),
            results.Select(static r => new XElement("testcase", new XAttribute("classname", "rules"), new XAttribute("name", r.Name), Time(r.Duration), r.Passed ? null : Failure(r))))));

    private static XElement Failure(RuleTestResult result) =>
        new("failure", new XAttribute("message", Clean(result.Problem ?? $"{result.Differences.Count} values differ")), Clean(string.Join("\n", result.Lines())));

    /// <summary>XML holds no control characters.</summary>
    private static string Clean(string text) => string.Concat(text.Where(static c => c is '\n' or '\t' || System.Xml.XmlConvert.IsXmlChar(c)));

    private static XAttribute Time(TimeSpan duration) => new("time", duration.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));
}
