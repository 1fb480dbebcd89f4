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
    public static string Normalise(string text)
    {
        if (HasBlank(text)) text = string.Concat(text.Where(static c => !char.IsWhiteSpace(c) && !char.IsControl(c)));
        return text.TrimStart('#').ToLowerInvariant();
    }

    /// <summary>Almost no text has.</summary>
    private static bool HasBlank(string text)
    {
        foreach (var c in text)
            if (char.IsWhiteSpace(c) || char.IsControl(c)) return true;
        return false;
    }

    /// <summary>
    /// All words of an order: every ending of its numbers, so that any part of a number is the beginning of a word, and the whole words, marked by <see cref="Exact"/>.
    /// </summary>
    public static IReadOnlySet<string> From(OrderSummary order)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var number in Numbers(order))
        {
            for (var start = 0; start + Shortest <= number.Length; start++) words.Add(number[start..]);
        }
        foreach (var word in Wholes(order)) words.Add(Exact + word);
        return words;
    }

    /// <summary>The beginning of a long word: what is kept of it, and searched.</summary>
    public static string Cut(string word) => word.Length <= Longest ? word : word[..Longest];

    /// <summary>The numbers that any part is searched in, in the form of words.</summary>
    public static IEnumerable<string> Numbers(OrderSummary order) =>
        order.ShippingNumbers.Prepend(order.OrderNumber).Select(Normalise).Select(Cut).Where(static n => n.Length > 0).Distinct(StringComparer.Ordinal);

    /// <summary>Whether the search finds the order; the word is normalised.</summary>
    public static bool Finds(OrderSummary order, string word)
    {
        var cut = Cut(word);
        return (word.Length >= Shortest && Numbers(order).Any(n => n.Contains(cut, StringComparison.Ordinal))) || Wholes(order).Contains(cut, StringComparer.Ordinal);
    }

    /// <summary>What is found as a whole, in the form of words.</summary>
    private static IEnumerable<string> Wholes(OrderSummary order)
    {
        // Of a shipment also the number alone, as the shipping side shows it.
        var texts = Numbers(order).Append(order.OrderId).Concat(order.ShippingOrderIds.Select(static id => $"{id}"))
            .Concat(order.ShipmentKeys.SelectMany(static key => key.Split('-') is [_, var id, ..] ? new[] { key, id } : [key])).Concat(order.Tracking).Concat(order.Skus);
        if (order.EmailHash is { } hash) texts = texts.Append(hash);
        return texts.Select(Normalise).Where(static word => word.Length > 0).Select(Cut);
    }
}
