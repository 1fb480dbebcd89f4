using System.Globalization;
using System.Text.Json;
using Connector.Simulators.ShipStation.Time;

namespace Connector.Simulators.ShipStation.Http;

/// <summary>
/// Reads members of a JSON object by type. A missing member and a null are the same; a value of another type is an error under its path, and the
/// whole call then fails. Nothing is converted: the service may turn some numbers in quotes into numbers, but nothing should lean on it.
/// </summary>
internal readonly struct JsonView(JsonElement value, string path, BindingErrors errors)
{
    public bool IsMissing => value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    public string? Text(string name)
    {
        var member = Member(name);
        if (member.ValueKind == JsonValueKind.String) return SharedText.Intern(member.GetString()!);
        if (!Missing(member)) Wrong(name, member, "string");
        return null;
    }

    /// <summary>A string, or a number as its digits.</summary>
    public string? TextOrNumber(string name)
    {
        var member = Member(name);
        return member.ValueKind == JsonValueKind.Number ? member.GetRawText() : Text(name);
    }

    public decimal? Number(string name)
    {
        var member = Member(name);
        if (Missing(member)) return null;
        if (member.ValueKind == JsonValueKind.Number && member.TryGetDecimal(out var number)) return number;
        Wrong(name, member, "decimal");
        return null;
    }

    public long? Integer(string name)
    {
        var member = Member(name);
        if (Missing(member)) return null;
        if (member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var number)) return number;
        Wrong(name, member, "integer");
        return null;
    }

    /// <summary>A whole number of 32 bits: quantities.</summary>
    public int? Whole(string name)
    {
        var member = Member(name);
        if (Missing(member)) return null;
        if (member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var number)) return number;
        Wrong(name, member, "Int32");
        return null;
    }

    public bool? Flag(string name)
    {
        var member = Member(name);
        if (Missing(member)) return null;
        if (member.ValueKind is JsonValueKind.True or JsonValueKind.False) return member.GetBoolean();
        Wrong(name, member, "boolean");
        return null;
    }

    public DateTime? Date(string name)
    {
        var text = Text(name);
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (PacificTime.TryParse(text, out var date)) return date;
        errors.Add(PathOf(name), $"Could not convert string to DateTime: {text}.");
        return null;
    }

    public DateOnly? Day(string name) => Date(name) is { } date ? DateOnly.FromDateTime(date) : null;

    public JsonView Object(string name)
    {
        var member = Member(name);
        if (member.ValueKind != JsonValueKind.Object && !Missing(member))
        {
            Wrong(name, member, "object");
            member = default;
        }
        return new JsonView(member, PathOf(name), errors);
    }

    public T[] Array<T>(string name, Func<JsonView, T> read)
    {
        var member = Member(name);
        if (Missing(member)) return [];
        if (member.ValueKind == JsonValueKind.Array) return Elements(member, PathOf(name), errors, read);
        Wrong(name, member, "array");
        return [];
    }

    /// <summary>Whole numbers; null when the member is missing.</summary>
    public long[]? Integers(string name)
    {
        var member = Member(name);
        if (Missing(member)) return null;
        var numbers = new List<long>();
        if (member.ValueKind != JsonValueKind.Array)
        {
            Wrong(name, member, "array");
            return null;
        }
        foreach (var element in member.EnumerateArray())
        {
            if (element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number)) numbers.Add(number);
            else Wrong(name, element, "integer");
        }
        return [.. numbers];
    }

    /// <summary>The elements of an array of objects; one that is null or no object is an error of its own.</summary>
    public static T[] Elements<T>(JsonElement array, string path, BindingErrors errors, Func<JsonView, T> read)
    {
        var rows = new T[array.GetArrayLength()];
        var index = 0;
        foreach (var element in array.EnumerateArray())
        {
            var elementPath = string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");
            var view = new JsonView(element, elementPath, errors);
            if (element.ValueKind == JsonValueKind.Object) rows[index] = read(view);
            else errors.Add(elementPath, $"Cannot deserialize {Kind(element)} into an object.");
            index++;
        }
        return rows;
    }

    /// <summary>What a JSON value is, in the words of an error.</summary>
    public static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "the current JSON array",
        JsonValueKind.Object => "the current JSON object",
        JsonValueKind.Null or JsonValueKind.Undefined => "null",
        _ => "value " + element.GetRawText(),
    };

    private static bool Missing(JsonElement member) => member.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    private JsonElement Member(string name) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;

    private string PathOf(string name) => path.Length == 0 ? name : path + "." + name;

    private void Wrong(string name, JsonElement member, string type)
    {
        var kind = member.ValueKind == JsonValueKind.String ? $"Could not convert string to {type}: {member.GetString()}." : $"Cannot convert {Kind(member)} to {type}.";
        errors.Add(PathOf(name), kind);
    }
}
