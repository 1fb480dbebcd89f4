using System.CommandLine;
using System.Text.RegularExpressions;
using Connector.Local.Cli;
using Xunit;

namespace Connector.Tests.Docs;

/// <summary>Documents, messages and help name only commands and options that the program has.</summary>
public sealed partial class NamedCommandsTests
{
    private static readonly RootCommand s_root = ConnectorCommandLine.Create(new CliContext(TextWriter.Null, TextWriter.Null));

    public static TheoryData<string> Places() =>
        [.. Directory.EnumerateFiles(Document.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Document.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Path.Combine(Document.Root, "src"), "*.cs", SearchOption.AllDirectories).Where(static f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)))
            .Where(static f => Named(File.ReadAllText(f)).Any()).Select(static f => Path.GetRelativePath(Document.Root, f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Places))]
    public void Every_command_that_is_named_exists_with_its_options(string place) => Assert.Empty(Named(File.ReadAllText(Path.Combine(Document.Root, place))).Select(Problem).OfType<string>());

    [Fact]
    public void Many_are_found() => Assert.True(Places().Count > 15);

    [Theory]
    [InlineData("connector errors dismis 17")]
    [InlineData("connector errors list --urll x")]
    [InlineData("connector nosuch")]
    public void One_that_does_not_exist_is_found(string text) => Assert.NotNull(Problem(Named($"Run `{text}`.").Single()));

    /// <summary>Words after "connector" in code, or after it in a message ("run connector sync").</summary>
    private static IEnumerable<string> Named(string text) =>
        Quoted().Matches(text).Concat(Started().Matches(text)).Select(static m => m.Groups["words"].Value.Trim()).Where(static words => words.Length > 0 && !words.StartsWith('<') && !words.StartsWith('['))
            .Distinct(StringComparer.Ordinal);

    /// <summary>Null when the program has it.</summary>
    private static string? Problem(string words)
    {
        Command at = s_root;
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                var name = OptionName().Match(word).Value;
                if (name != "--" && !ParseProblems.OptionsFor(at).Append("--help").Append("--version").Contains(name, StringComparer.Ordinal)) return $"connector {words}: no option {name}";
            }
            else if (at.Subcommands.FirstOrDefault(c => c.Name == word) is { } sub) at = sub;
            else if (at is RootCommand || (at.Subcommands.Count > 0 && at.Arguments.Count == 0 && Name().IsMatch(word))) return $"connector {words}: no command {word}";
        }
        return null;
    }

    /// <summary>Between backticks, or as a line of a code block or of help.</summary>
    [GeneratedRegex(@"(?:`|^\s*|""|-- )(?:dotnet run --project src/Connector\.Local -- |connector )(?<words>[a-z][^`""\n|#(),;:{>]*?)(?=[`""\n|#(),;:{>]|\.$|\. )", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10000)]
    private static partial Regex Quoted();

    /// <summary>In a sentence only where the next word is one of our verbs.</summary>
    [GeneratedRegex(@"(?<=(?:[Rr]un|then|See:|[Nn]ext:) )connector (?<words>[a-z][^`""\n|#(),;:{>]*?)(?=[`""\n|#(),;:{>]|\.$|\. |\.`| \(| with | shows | works | at )", RegexOptions.ExplicitCapture, 10000)]
    private static partial Regex Started();

    [GeneratedRegex("^--[a-z0-9-]*", RegexOptions.None, 1000)]
    private static partial Regex OptionName();

    [GeneratedRegex("^[a-z]+$", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
