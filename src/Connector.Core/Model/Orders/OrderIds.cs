namespace Connector.Core.Model.Orders;

/// <summary>What can be the id of a shop order. It becomes part of paths, so nothing else passes: no segment of dots, no slash, nothing that must be escaped.</summary>
public static class OrderIds
{
    private const int MaxLength = 256;

    public static bool IsOne(string? id) => id is { Length: > 0 and <= MaxLength } && id.All(IsPlain) && id.Any(static c => c != '.');

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';
}
