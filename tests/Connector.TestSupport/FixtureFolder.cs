using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Connector.TestSupport;

/// <summary>Documents of real systems that stand outside the repository: the folder that the environment variable CONNECTOR_FIXTURES names.</summary>
public static class FixtureFolder
{
    /// <summary>Null where the variable is unset or names no folder.</summary>
    public static string? Path { get; } =
        Environment.GetEnvironmentVariable("CONNECTOR_FIXTURES") is { Length: > 0 } path && Directory.Exists(path) ? path : null;

    /// <summary>Relative paths with forward slashes, sorted; empty without the folder.</summary>
    /// <param name="pattern">Such as <c>shipstation/*.json</c>; only the last part may have wildcards.</param>
    public static IReadOnlyList<string> Files(string pattern)
    {
        var folder = System.IO.Path.GetDirectoryName(pattern) ?? "";
        if (Path is null || !Directory.Exists(System.IO.Path.Combine(Path, folder))) return [];
        return [.. Directory.EnumerateFiles(System.IO.Path.Combine(Path, folder), System.IO.Path.GetFileName(pattern))
            .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
    }

    public static byte[] Read(string relativePath) =>
        File.ReadAllBytes(System.IO.Path.Combine(Path ?? throw new InvalidOperationException("CONNECTOR_FIXTURES names no folder."), relativePath));
}

/// <summary>A test for each fixture that matches, given its relative path. Without the fixtures there is no test, not even a skipped one.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Connector.TestSupport.FixtureTheoryDiscoverer", "Connector.TestSupport")]
public sealed class FixtureTheoryAttribute(string pattern) : FactAttribute
{
    public string Pattern { get; } = pattern;
}

public sealed class FixtureTheoryDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        var pattern = (string)factAttribute.GetConstructorArguments().Single();
        return FixtureFolder.Files(pattern).Select(file => new XunitTestCase(
            diagnostics, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod, [file]));
    }
}
