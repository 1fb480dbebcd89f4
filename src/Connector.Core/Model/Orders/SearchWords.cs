using System.Globalization;

namespace Connector.Core.Model.Orders;

/// <summary>Pure: by what an order is found. Case does not count, nor does a # before a number.</summary>
public static class SearchWords
{
    /// <summary>Shorter words are found as a whole only: they are in almost every number.</summary>
    public const int Shortest = 3;

    /// <summary>Of a longer number the beginning is searched in.</summary>
    public const int Longest = 64;

    /// <summary>So many texts of an order besides its numbers are found as a whole.</summary>
    private const int UsualWholes = 8;

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
        var numbers = Numbers(order);
        var words = new HashSet<string>(numbers.Sum(static n => n.Length) + UsualWholes, StringComparer.Ordinal);
        foreach (var number in numbers)
        {
            for (var start = 0; start + Shortest <= number.Length; start++) words.Add(number[start..]);
        }
        foreach (var word in Wholes(order, numbers)) words.Add(Exact + word);
        return words;
    }

    /// <summary>
    /// What changes in the words of an order. Mostly something is only added to it (its id on the shipping side, a label), and then its numbers are not taken apart again;
    /// a word may be among the added that was there already.
    /// </summary>
    public static (IReadOnlyCollection<string> Added, IReadOnlyCollection<string> Removed) Changes(OrderSummary? before, OrderSummary now)
    {
        if (before is null) return (From(now), []);
        if (before.OrderNumber == now.OrderNumber && before.ShippingNumbers.SequenceEqual(now.ShippingNumbers))
        {
            var (had, has) = (Texts(before).ToHashSet(StringComparer.Ordinal), Texts(now));
            var added = has.Where(text => !had.Contains(text)).ToList();
            had.ExceptWith(has);
            if (had.Count == 0) return (Words(added).Select(static word => Exact + word).ToList(), []);
        }
        var (old, wanted) = (From(before), From(now));
        return (wanted.Except(old).ToList(), old.Except(wanted).ToList());
    }

    /// <summary>The beginning of a long word: what is kept of it, and searched.</summary>
    public static string Cut(string word) => word.Length <= Longest ? word : word[..Longest];

    /// <summary>The numbers that any part is searched in, in the form of words.</summary>
    public static IReadOnlyList<string> Numbers(OrderSummary order)
    {
        var numbers = new List<string>(1 + order.ShippingNumbers.Count);
        Add(order.OrderNumber);
        foreach (var number in order.ShippingNumbers) Add(number);
        return numbers;

        void Add(string number)
        {
            if (Cut(Normalise(number)) is { Length: > 0 } word && !numbers.Contains(word)) numbers.Add(word);
        }
    }

    /// <summary>Whether the search finds the order; the word is normalised.</summary>
    public static bool Finds(OrderSummary order, string word)
    {
        var (cut, numbers) = (Cut(word), Numbers(order));
        return (word.Length >= Shortest && numbers.Any(n => n.Contains(cut, StringComparison.Ordinal))) || Wholes(order, numbers).Contains(cut, StringComparer.Ordinal);
    }

    /// <summary>What is found as a whole, in the form of words.</summary>
    private static IEnumerable<string> Wholes(OrderSummary order, IReadOnlyList<string> numbers) => numbers.Concat(Words(Texts(order)));

    private static IEnumerable<string> Words(IEnumerable<string> texts) => texts.Select(Normalise).Where(static word => word.Length > 0).Select(Cut);

    /// <summary>What is found as a whole besides the numbers.</summary>
    private static List<string> Texts(OrderSummary order)
    {
        var texts = new List<string>(UsualWholes) { order.OrderId };
        foreach (var id in order.ShippingOrderIds) texts.Add(id.ToString(CultureInfo.InvariantCulture));
        foreach (var key in order.ShipmentKeys)
        {
            texts.Add(key);
            // Also the number alone, as the shipping side shows it.
            if (key.Split('-') is [_, var id, ..]) texts.Add(id);
        }
        texts.AddRange(order.Tracking);
        texts.AddRange(order.Skus);
        if (order.EmailHash is { } hash) texts.Add(hash);
        return texts;
    }
}
