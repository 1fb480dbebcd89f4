using System.Text.Json;

namespace Connector.Tests.Journeys;

/// <summary>Short ways to say where in a document something stands: "shippingInfo.deliveries.0.parcels".</summary>
internal static class JsonElementExtensions
{
    /// <summary>Null when any part of the way is missing.</summary>
    public static JsonElement? At(this JsonElement document, string path)
    {
        var here = document;
        foreach (var step in path.Split('.'))
        {
            if (here.ValueKind == JsonValueKind.Array && int.TryParse(step, out var index))
            {
                if (index >= here.GetArrayLength()) return null;
                here = here[index];
            }
            else if (here.ValueKind != JsonValueKind.Object || !here.TryGetProperty(step, out here)) return null;
        }
        return here.ValueKind == JsonValueKind.Null ? null : here;
    }

    public static string? Text(this JsonElement document, string path) => document.At(path)?.ToString();

    public static decimal Number(this JsonElement document, string path) => document.At(path)?.GetDecimal() ?? throw new ArgumentException($"Nothing stands at {path}.", nameof(path));

    /// <summary>Empty when the list is missing.</summary>
    public static IReadOnlyList<JsonElement> List(this JsonElement document, string path) => document.At(path) is { } list ? [.. list.EnumerateArray()] : [];

    /// <summary>A custom field of a shop order.</summary>
    public static string? Field(this JsonElement order, string name) => order.Text("custom.fields." + name);

    /// <summary>All deliveries of a shop order that has one shipping.</summary>
    public static IReadOnlyList<JsonElement> Deliveries(this JsonElement order) => order.List("shippingInfo.deliveries");

    /// <summary>Line ids and quantities of a delivery or parcel.</summary>
    public static IEnumerable<(string Line, int Quantity)> Items(this JsonElement delivery) =>
        delivery.List("items").Select(item => (item.GetProperty("id").GetString()!, item.GetProperty("quantity").GetInt32()));
}
