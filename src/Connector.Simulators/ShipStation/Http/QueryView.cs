using System.Globalization;
using Connector.Simulators.ShipStation.Time;
using Microsoft.AspNetCore.Http;

namespace Connector.Simulators.ShipStation.Http;

/// <summary>Reads query parameters by type; names ignore case. A value that cannot be read is an error under its name.</summary>
internal sealed class QueryView(IQueryCollection query)
{
    public BindingErrors Errors { get; } = new();

    public string? Text(string name)
    {
        var value = query[name].ToString();
        return value.Length == 0 ? null : value;
    }

    public long? Integer(string name)
    {
        if (Text(name) is not { } text) return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        Errors.Add(name, $"The value '{text}' is not valid for Int64.");
        return null;
    }

    public DateTime? Date(string name)
    {
        if (Text(name) is not { } text) return null;
        if (PacificTime.TryParse(text, out var date)) return date;
        Errors.Add(name, $"The value '{text}' is not valid for DateTime.");
        return null;
    }

    public bool? Flag(string name)
    {
        if (Text(name) is not { } text) return null;
        if (bool.TryParse(text, out var flag)) return flag;
        Errors.Add(name, $"The value '{text}' is not valid for Boolean.");
        return null;
    }

    public Guid? Id(string name)
    {
        if (Text(name) is not { } text) return null;
        if (Guid.TryParse(text, out var id)) return id;
        Errors.Add(name, $"The value '{text}' is not valid for Guid.");
        return null;
    }

    /// <summary>One of the words, as it is spelled there.</summary>
    public string? OneOf(string name, params ReadOnlySpan<string> words)
    {
        if (Text(name) is not { } text) return null;
        foreach (var word in words)
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase)) return word;
        Errors.Add(name, $"The value '{text}' is not one of: {string.Join(", ", words!)}.");
        return null;
    }

    public bool Descending() => OneOf("sortDir", "ASC", "DESC") == "DESC";
}
