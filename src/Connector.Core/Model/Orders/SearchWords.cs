namespace Connector.Core.Model.Orders;

/// <summary>Pure: by what an order is found. Case does not count, nor does a # before a number.</summary>
public static class SearchWords
{
    /// <summary>Shorter words are found as a whole only: they are in almost every number.</summary>
    public const int Shortest = 3;

    /// <summary>Of a longer number the beginning is searched in.</summary>
    public const int Longest = 64;

    /// <summary>Begins a word that is found as a whole only.</summary>
    public const char Exact = '=';

    /// <summary>What a person typed, in the form in which words are kept; empty when nothing is left.</summary>
    public static string Normalise(string text) => string.Concat(text.Where(static c => !char.IsWhiteSpace(c) && !char.IsControl(c))).TrimStart('#').ToLowerInvariant();

    /// <summary>
    /// All words of an order: every ending of its numbers, so that any part of a number is the beginning of a word, and the whole words, marked by <see cref="Exact"/>.
    /// </summary>
    public static IReadOnlySet<string> From(OrderSummary order)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var number in Numbers(order))
        {
            Whole(number);
            for (var start = 0; start + Shortest <= number.Length; start++) words.Add(number[start..]);
        }
        Whole(order.OrderId);
        foreach (var id in order.ShippingOrderIds) Whole($"{id}");
        foreach (var key in order.ShipmentKeys)
        {
            Whole(key);
            // The number alone, as the shipping side shows it.
            if (key.Split('-') is [_, var id, ..]) Whole(id);
        }
        foreach (var text in order.Tracking.Concat(order.Skus)) Whole(text);
        if (order.EmailHash is { } hash) Whole(hash);
        return words;

        void Whole(string text)
        {
            if (Normalise(text) is { Length: > 0 } word) words.Add(Exact + (word.Length <= Longest ? word : word[..Longest]));
        }
    }

    /// <summary>The numbers that any part is searched in, in the form of words.</summary>
    public static IEnumerable<string> Numbers(OrderSummary order) =>
        order.ShippingNumbers.Prepend(order.OrderNumber).Select(Normalise).Select(static n => n.Length <= Longest ? n : n[..Longest]).Where(static n => n.Length > 0).Distinct(StringComparer.Ordinal);

    /// <summary>Whether the search finds the order; the word is normalised.</summary>
    public static bool Finds(OrderSummary order, string word)
    {
        var cut = word.Length <= Longest ? word : word[..Longest];
        return (word.Length >= Shortest && Numbers(order).Any(n => n.Contains(cut, StringComparison.Ordinal))) || From(order).Contains(Exact + cut);
    }
}
