namespace Connector.Commercetools.Mapping;

internal static class Blank
{
    /// <summary>Shops send "" where they mean nothing.</summary>
    internal static string? ToNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
