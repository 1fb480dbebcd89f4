using Connector.Tests.Docs;
using Xunit;

namespace Connector.Tests.Architecture;

/// <summary>The tests of a class are found where the class is: folders mirror src, and namespaces the folders.</summary>
public sealed class TestFoldersTests
{
    private static readonly string Tests = Path.Combine(Document.Root, "tests", "Connector.Tests");

    /// <summary>What has no counterpart in src: it looks at all of it, or at none.</summary>
    private static readonly string[] NoCounterpart =
    [
        // Rules that the code and its documents keep.
        "Architecture", "Docs",
        // The connector as a whole, with both simulators.
        "Journeys",
        // The tests' own tools.
        "TestSupport"
    ];

    private static IEnumerable<string> Files =>
        Directory.EnumerateFiles(Tests, "*.cs", SearchOption.AllDirectories).Select(static f => Path.GetRelativePath(Tests, f).Replace('\\', '/'))
            .Where(static f => !f.StartsWith("obj/", StringComparison.Ordinal) && !f.StartsWith("bin/", StringComparison.Ordinal));

    [Fact]
    public void Folders_mirror_src()
    {
        var folders = Files.Select(static f => Path.GetDirectoryName(f)!.Replace('\\', '/')).Where(static f => f.Length > 0 && !NoCounterpart.Contains(f.Split('/')[0]))
            // Stubs stand beside the tests that use them.
            .Select(static f => f.EndsWith("/Doubles", StringComparison.Ordinal) ? f[..^"/Doubles".Length] : f).Distinct(StringComparer.Ordinal);

        Assert.Equal([], folders.Where(static f => !Directory.Exists(Path.Combine(Document.Root, "src", "Connector." + f))));
    }

    [Fact]
    public void Namespaces_are_folders() => Assert.Equal([], Files.Where(static f =>
        !File.ReadAllText(Path.Combine(Tests, f)).Contains($"namespace {string.Join('.', ["Connector.Tests", .. f.Split('/')[..^1]])};", StringComparison.Ordinal)));
}
