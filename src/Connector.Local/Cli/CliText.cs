using System.Globalization;

namespace Connector.Local.Cli;

/// <summary>Text of at most 80 columns, without frames.</summary>
internal static class CliText
{
    public const int Width = 80;

    /// <summary>Lines of at most 80 columns, broken between words where they have any.</summary>
    public static void Wrap(TextWriter output, string text, string first, string? next = null)
    {
        var (rest, start) = (text.ReplaceLineEndings(" "), first);
        while (rest.Length > 0)
        {
            var room = Width - start.Length;
            var cut = rest.Length <= room ? rest.Length : rest.LastIndexOf(' ', room) is var blank and > 0 ? blank : room;
            output.WriteLine(start + rest[..cut].TrimEnd());
            rest = rest[cut..].TrimStart();
            start = next ?? first;
        }
    }

    /// <summary>What to do next, at the end of a command.</summary>
    public static void Next(TextWriter output, string text) => Wrap(output, "Next: " + text, "", "      ");

    public static string Cut(string text, int width) => text.Length <= width ? text : text[..(width - 3)] + "...";

    /// <summary>"2026-11-27 04:10Z".</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>"6,500".</summary>
    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>"1 error", "2 errors".</summary>
    public static string Count(long number, string word) => $"{Number(number)} {word}{(number == 1 ? "" : "s")}";
}
