using System.Text.Json;
using Connector.Local.Hosting;

namespace Connector.Local.Cli;

/// <summary>Reads order documents from a file: one order, or a page of them with "results".</summary>
internal static class OrderDocuments
{
    private const long MaxBytes = 64 * 1024 * 1024;

    /// <summary>The elements live as long as someone holds one of them. Throws <see cref="ConfigurationException"/> that names the file, and the place in it where possible.</summary>
    public static IReadOnlyList<JsonElement> Read(string path)
    {
        var root = Parse(path);
        if (root.ValueKind != JsonValueKind.Object) throw new ConfigurationException($"{path}: contains {Word(root)}; allowed: an order, or a page of orders with \"results\".");
        if (!root.TryGetProperty("results", out var results)) return [root];
        if (results.ValueKind != JsonValueKind.Array) throw new ConfigurationException($"{path}: results: is {Word(results)}; allowed: a list of orders.");
        return [.. results.EnumerateArray()];
    }

    private static JsonElement Parse(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists) throw new ConfigurationException($"{path}: there is no such file.");
            if (file.Length > MaxBytes) throw new ConfigurationException($"{path}: is larger than {MaxBytes / (1024 * 1024)} MB.");
            ReadOnlyMemory<byte> bytes = File.ReadAllBytes(path);
            if (bytes.Span.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
            return JsonDocument.Parse(bytes).RootElement;
        }
        catch (JsonException e)
        {
            throw new ConfigurationException($"{path}: line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: not valid JSON.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    private static string Word(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => "no value"
    };
}
