using System.Text.Encodings.Web;
using System.Text.Json;
using Connector.Operations.Api;

namespace Connector.Local.Cli;

/// <summary>Errors for people.</summary>
internal static class ErrorText
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter output, IReadOnlyList<ErrorView> errors, bool isWhole)
    {
        if (errors.Count == 0)
        {
            output.WriteLine(isWhole ? "Nothing needs attention." : "No error matches the filters.");
            return;
        }
        foreach (var error in errors)
        {
            CliText.Wrap(output, $"{error.Id,-5} {error.OrderNumber ?? "(no order)"}  {error.Reason} ({error.Code}), since {CliText.Instant(error.MovedToErrorsAt)}", "", "      ");
            CliText.Wrap(output, $"{error.Work}: {error.Description}", "      ");
        }
        if (errors.Count > 1) Group(output, errors);
        CliText.Next(output, $"connector errors show {errors[0].Id}; fix the cause (docs/operations.md, codes), then connector errors retry {errors[0].Id}");
    }

    /// <summary>How many there are of each code, the most first.</summary>
    public static void Group(TextWriter output, IReadOnlyList<ErrorView> errors)
    {
        foreach (var group in errors.GroupBy(static e => (e.Reason, e.Code)).OrderByDescending(static g => g.Count())) output.WriteLine($"{group.Count(),5} x {group.Key.Reason} ({group.Key.Code})");
    }

    public static void Describe(TextWriter output, ErrorDetail detail)
    {
        var error = detail.Error;
        Fact("ID", error.Id);
        Fact("Order", error.OrderNumber);
        Fact("Work", error.Work);
        Fact("Queue", error.Queue);
        Fact("Reason", error.Reason);
        Fact("Code", error.Code);
        Fact("Description", error.Description);
        Fact("First failed", CliText.Instant(error.FirstFailedAt));
        Fact("Moved to errors", CliText.Instant(error.MovedToErrorsAt));
        Fact("Correlation ID", error.CorrelationId);
        Message(output, detail.Body);
        CliText.Next(output, error.OrderNumber is { } order ? $"connector trace {order}, connector errors retry {error.Id}" : $"connector errors retry {error.Id}");

        void Fact(string name, string? value) => CliText.Wrap(output, $"{name + ":",-17}{value ?? "-"}", "", new string(' ', 17));
    }

    /// <summary>As indented JSON; as it is where it was cut, or cannot be read.</summary>
    private static void Message(TextWriter output, CutText body)
    {
        output.WriteLine("Message:");
        foreach (var line in Indented(body.Text).Split('\n'))
        {
            var text = line.TrimStart();
            var indent = new string(' ', line.Length - text.Length + 2);
            CliText.Wrap(output, text, indent, indent + "  ");
        }
        if (body.Length > body.Text.Length) output.WriteLine($"  ... ({CliText.Number(body.Length)} characters in all)");
    }

    private static string Indented(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return JsonSerializer.Serialize(document.RootElement, s_indented);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    public static void WouldBe(TextWriter output, IReadOnlyList<ErrorView> chosen, string done)
    {
        foreach (var error in chosen) CliText.Wrap(output, $"{error.Id,-5} {error.OrderNumber ?? "(no order)"}  {error.Reason} ({error.Code})", "", "      ");
        output.WriteLine($"{CliText.Count(chosen.Count, "error")} would be {done}. Nothing was done.");
    }

    public static void Changed(TextWriter output, int count, int asked, string done, bool isFinal)
    {
        output.WriteLine($"{count} of {asked} {done}.");
        if (count > 0 && !isFinal) CliText.Next(output, "connector run works on them within seconds, connector sync at once.");
    }
}
