using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Connector.Local.Cli;

/// <summary>Lengths of time as people write them: 30m, 12h, 2d, or [d.]hh:mm:ss.</summary>
internal static class Duration
{
    public static Option<TimeSpan?> Create(string name, string description) => new(name) { Description = description, HelpName = "time", CustomParser = Parse };

    public static TimeSpan? Read(string text)
    {
        if (text.Length > 1 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < 100_000)
        {
            switch (text[^1])
            {
                case 'm': return TimeSpan.FromMinutes(number);
                case 'h': return TimeSpan.FromHours(number);
                case 'd': return TimeSpan.FromDays(number);
            }
        }
        // A bare number would be days.
        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero ? time : null;
    }

    private static TimeSpan? Parse(ArgumentResult result)
    {
        if (Read(result.Tokens[^1].Value) is { } time) return time;
        result.AddError($"{(result.Parent as OptionResult)?.Option.Name}: '{result.Tokens[^1].Value}' is not a length of time; write 30m, 12h, 2d or d.hh:mm:ss.");
        return null;
    }
}
