using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connector.Core.Engine.Alerts;

namespace Connector.Local.Alerts;

/// <summary>Pure: an alert in the form of a receiver. Whatever a text holds is text there: no link, no mention, no markup.</summary>
internal static class AlertBodies
{
    private const int Longest = 300;
    private const int MostLines = 20;

    public static string Write(AlertMessage message, AlertFormat format) => (format switch
    {
        AlertFormat.Slack => Slack(message),
        AlertFormat.Teams => Teams(message),
        _ => Json(message)
    }).ToJsonString();

    /// <summary>For a mail.</summary>
    public static string Text(AlertMessage message)
    {
        var text = new StringBuilder();
        foreach (var line in Lines(message)) text.Append(line).Append('\n');
        return text.ToString();
    }

    /// <summary>One line without control characters, so that it can stand in a header.</summary>
    public static string Plain(string text)
    {
        var plain = string.Concat(text.Select(static c => char.IsControl(c) ? ' ' : c)).Trim();
        return plain.Length <= Longest ? plain : plain[..Longest] + "...";
    }

    private static JsonObject Json(AlertMessage message) => new()
    {
        ["id"] = message.Id,
        ["at"] = message.At.ToString("O"),
        ["title"] = Plain(message.Title),
        ["lines"] = new JsonArray([.. message.Lines.Select(static line => new JsonObject
        {
            ["kind"] = JsonNamingPolicy.CamelCase.ConvertName(line.Kind.ToString()), ["cause"] = line.Cause, ["text"] = Plain(line.Text), ["since"] = line.Since.ToString("O"), ["changes"] = line.Changes
        })])
    };

    /// <summary>Plain text blocks; the fallback is escaped as Slack asks for.</summary>
    private static JsonObject Slack(AlertMessage message) => new()
    {
        ["text"] = Plain(message.Title).Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal),
        ["mrkdwn"] = false,
        ["blocks"] = new JsonArray(new JsonObject
        {
            ["type"] = "section",
            ["text"] = new JsonObject { ["type"] = "plain_text", ["emoji"] = false, ["text"] = string.Join('\n', Lines(message).Prepend(Plain(message.Title)).Distinct().Take(9)) }
        })
    };

    private static JsonObject Teams(AlertMessage message) => new()
    {
        ["type"] = "message",
        ["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.card.adaptive",
            ["content"] = new JsonObject
            {
                ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json", ["type"] = "AdaptiveCard", ["version"] = "1.4",
                ["body"] = new JsonArray([TextBlock(Plain(message.Title), isTitle: true), .. Lines(message).Select(static line => TextBlock(line, isTitle: false))])
            }
        })
    };

    private static JsonObject TextBlock(string text, bool isTitle)
    {
        var block = new JsonObject { ["type"] = "TextBlock", ["text"] = Unmarked(text), ["wrap"] = true };
        if (isTitle) block["weight"] = "Bolder";
        return block;
    }

    /// <summary>Text blocks know a little Markdown.</summary>
    private static string Unmarked(string text) => string.Concat(text.Select(static c => c is '\\' or '*' or '_' or '[' or ']' or '(' or ')' or '#' or '~' or '`' or '<' or '>' or '!' ? $"\\{c}" : c.ToString()));

    private static IEnumerable<string> Lines(AlertMessage message)
    {
        foreach (var line in message.Lines.Take(MostLines)) yield return Plain($"{line.Sentence}, since {line.Since.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        if (message.Lines.Count > MostLines) yield return $"and {message.Lines.Count - MostLines} more";
    }
}
