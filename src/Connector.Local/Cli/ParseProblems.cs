using System.CommandLine;
using System.CommandLine.Parsing;
using Connector.Core.Rules.Files;

namespace Connector.Local.Cli;

/// <summary>What is wrong with a command line, in our words. What looks like an option and is none is never taken for a value: nothing is done then.</summary>
internal static class ParseProblems
{
    /// <summary>Shorter words are near to everything.</summary>
    private const int ShortestWord = 4;

    /// <summary>Empty when the command can run.</summary>
    public static IReadOnlyList<string> Find(ParseResult parsed)
    {
        if (HelpText.IsAsked(parsed)) return [];
        var unknown = UnknownOptions(parsed).ToList();
        if (unknown.Count > 0) return unknown;
        // A command that does not exist is one mistake, not three.
        var errors = parsed.Errors.Where(static e => e.Message.StartsWith("Unrecognized", StringComparison.Ordinal)).Take(1).ToList() is { Count: 1 } one && parsed.CommandResult.Command.Subcommands.Count > 0 ? one : parsed.Errors;
        return [.. errors.Select(error => Translate(parsed, error)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The names of the options that a command takes, those of its parents included.</summary>
    public static IEnumerable<string> OptionsFor(Command command)
    {
        foreach (var option in command.Options) foreach (var name in option.Aliases.Prepend(option.Name)) yield return name;
        foreach (var parent in command.Parents.OfType<Command>())
            foreach (var option in AllOptions(parent).Where(static o => o.Recursive)) foreach (var name in option.Aliases.Prepend(option.Name)) yield return name;
    }

    private static IEnumerable<Option> AllOptions(Command command) => command.Options.Concat(command.Parents.OfType<Command>().SelectMany(AllOptions));

    private static IEnumerable<string> UnknownOptions(ParseResult parsed)
    {
        var known = OptionsFor(parsed.CommandResult.Command).Append("--help").ToList();
        for (var i = 0; i < parsed.Tokens.Count && parsed.Tokens[i].Type != TokenType.DoubleDash; i++)
        {
            var (type, text) = (parsed.Tokens[i].Type, parsed.Tokens[i].Value);
            if (type != TokenType.Argument || !LooksLikeOption(text)) continue;
            // A known option in the place of a value: the value was forgotten.
            if (known.Contains(text, StringComparer.Ordinal) && i > 0) yield return $"{parsed.Tokens[i - 1].Value}: a value is missing.";
            else yield return text.Length >= ShortestWord && NearestName.Find(text, known) is { } nearest ? $"Unknown option {text}; did you mean {nearest}?" : $"Unknown option {text}.";
        }
    }

    /// <summary>"-5" is a number, and "-" alone a file name.</summary>
    private static bool LooksLikeOption(string text) => text is ['-', not (>= '0' and <= '9'), ..];

    private static string Translate(ParseResult parsed, ParseError error)
    {
        if (error.SymbolResult is OptionResult { Option: var option } result)
        {
            if (error.Message.StartsWith("Cannot parse argument", StringComparison.Ordinal) || error.Message.StartsWith("Argument ", StringComparison.Ordinal))
                return $"{option.Name}: '{string.Join(' ', result.Tokens.Select(static t => t.Value))}' {Expected(option)}";
            if (error.Message.StartsWith("Required argument missing", StringComparison.Ordinal)) return $"{option.Name}: a value is missing.";
            if (error.Message.Contains("expects a single argument", StringComparison.Ordinal)) return $"{option.Name}: give it once.";
        }
        if (error.Message.StartsWith("Unrecognized command or argument", StringComparison.Ordinal))
        {
            var word = error.Message.Split('\'')[1];
            var names = parsed.CommandResult.Command.Subcommands.Where(static c => !c.Hidden).Select(static c => c.Name).ToList();
            var nearest = NearestName.Suggest(word, names);
            return names.Count == 0 ? $"{PathTo(parsed)}: '{word}' is one argument too many." : $"There is no command {PathTo(parsed)} {word}{(nearest.Length > 0 ? nearest : $". There are: {string.Join(", ", names)}.")}";
        }
        if (error.Message.StartsWith("Required argument missing", StringComparison.Ordinal))
            return $"{PathTo(parsed)}: <{parsed.CommandResult.Command.Arguments.FirstOrDefault()?.Name}> is missing.";
        if (error.Message.StartsWith("Required command was not provided", StringComparison.Ordinal))
            return $"{PathTo(parsed)}: choose one of {string.Join(", ", parsed.CommandResult.Command.Subcommands.Where(static c => !c.Hidden).Select(static c => c.Name))}.";
        return error.Message;
    }

    private static string Expected(Option option)
    {
        var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        if (type.IsEnum) return $"is not one of {string.Join(", ", Enum.GetNames(type))}.";
        if (type == typeof(DateTimeOffset)) return "is not a time; write a day (2026-11-27) or an instant (2026-11-27T15:00:00Z).";
        if (type == typeof(int)) return "is not a whole number.";
        if (type == typeof(Uri)) return "is not an address.";
        return option.CompletionSources.Count > 0 ? $"is not one of {string.Join(", ", option.GetCompletions(System.CommandLine.Completions.CompletionContext.Empty).Select(static c => c.Label))}." : "cannot be read.";
    }

    /// <summary>"connector errors retry".</summary>
    public static string PathTo(ParseResult parsed)
    {
        var names = new List<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Command: not RootCommand } command; at = at.Parent) names.Insert(0, command.Command.Name);
        return string.Join(' ', names.Prepend("connector"));
    }
}
