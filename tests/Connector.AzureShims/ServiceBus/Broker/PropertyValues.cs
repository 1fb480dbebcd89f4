namespace Connector.AzureShims;

/// <summary>Application properties hold plain values only.</summary>
internal static class PropertyValues
{
    /// <summary>Throws <see cref="NotSupportedException"/> for a value that cannot travel.</summary>
    public static IReadOnlyList<KeyValuePair<string, object>> Checked(IEnumerable<KeyValuePair<string, object>>? properties)
    {
        if (properties is null) return [];
        KeyValuePair<string, object>[] all = [.. properties];
        foreach (var (key, value) in all)
        {
            if (value is not (null or string or Guid or Uri or DateTime or DateTimeOffset or TimeSpan or decimal) && !value.GetType().IsPrimitive)
                throw new NotSupportedException($"Property '{key}' is a {value.GetType().Name}.");
        }
        return all;
    }
}
