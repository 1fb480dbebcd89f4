using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Watch;

/// <summary>Pure: what errors have in common.</summary>
public static partial class ErrorCause
{
    private const int MaxText = 300;
    private const int KeyBytes = 8;

    /// <summary>The description without the order's number, and with numbers replaced: they differ from order to order.</summary>
    public static string TextOf(ErrorQueueEntry entry)
    {
        var text = entry.Info.Description;
        foreach (var name in new[] { entry.Info.OrderNumber, entry.Info.OrderId })
            if (name is { Length: > 2 }) text = text.Replace(name, "...", StringComparison.OrdinalIgnoreCase);
        text = Numbers().Replace(text, "#");
        return text.Length <= MaxText ? text : text[..MaxText] + "...";
    }

    /// <summary>The same for errors of one work, code and cause.</summary>
    public static string KeyOf(ErrorQueueEntry entry) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{entry.MessageType}\n{entry.Info.Kind}\n{entry.Info.Code}\n{TextOf(entry)}")).AsSpan(0, KeyBytes));

    [GeneratedRegex(@"\d+", RegexOptions.None, 1000)]
    private static partial Regex Numbers();
}
