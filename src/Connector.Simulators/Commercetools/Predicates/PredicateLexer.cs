using System.Text;

namespace Connector.Simulators.Commercetools.Predicates;

internal enum TokenKind { End, Name, QuotedName, Text, Number, Variable, Operator, Open, Close, Comma }

/// <param name="At">Offset in the predicate.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int At);

/// <summary>Cuts a predicate into tokens.</summary>
internal static class PredicateLexer
{
    public static List<Token> Read(string predicate)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (true)
        {
            while (at < predicate.Length && char.IsWhiteSpace(predicate[at])) at++;
            if (at == predicate.Length) break;
            var token = Next(predicate, ref at);
            tokens.Add(token);
        }
        tokens.Add(new Token(TokenKind.End, "end of input", predicate.Length));
        return tokens;
    }

    private static Token Next(string text, ref int at)
    {
        var start = at;
        var c = text[at];
        switch (c)
        {
            case '(': at++; return new Token(TokenKind.Open, "(", start);
            case ')': at++; return new Token(TokenKind.Close, ")", start);
            case ',': at++; return new Token(TokenKind.Comma, ",", start);
            case '"': return new Token(TokenKind.Text, Quoted(text, ref at, '"'), start);
            case '`': return new Token(TokenKind.QuotedName, Quoted(text, ref at, '`'), start);
            case '=': at++; return new Token(TokenKind.Operator, "=", start);
            case '!' or '<' or '>': return ReadOperator(text, ref at);
            case ':': return ReadVariable(text, ref at);
            default: break;
        }
        if (char.IsAsciiDigit(c) || (c is '-' or '+' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))) return ReadNumber(text, ref at);
        if (!char.IsLetter(c) && c != '_') throw PredicateException.At(text, at, $"Unexpected character '{c}'.");
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '-')) at++;
        return new Token(TokenKind.Name, text[start..at], start);
    }

    private static Token ReadOperator(string text, ref int at)
    {
        var start = at;
        foreach (var known in (ReadOnlySpan<string>)["!=", "<>", "<=", ">=", "<", ">"])
        {
            if (string.CompareOrdinal(text, at, known, 0, known.Length) != 0) continue;
            at += known.Length;
            return new Token(TokenKind.Operator, known == "<>" ? "!=" : known, start);
        }
        throw PredicateException.At(text, at, $"Unexpected character '{text[at]}'.");
    }

    private static Token ReadVariable(string text, ref int at)
    {
        var start = at++;
        while (at < text.Length && char.IsAsciiLetterOrDigit(text[at])) at++;
        if (at == start + 1) throw PredicateException.At(text, start, "Expected the name of a variable after ':'.");
        return new Token(TokenKind.Variable, text[(start + 1)..at], start);
    }

    private static Token ReadNumber(string text, ref int at)
    {
        var start = at++;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] is '.' or 'e' or 'E'
            || (text[at] is '-' or '+' && text[at - 1] is 'e' or 'E'))) at++;
        return new Token(TokenKind.Number, text[start..at], start);
    }

    private static string Quoted(string text, ref int at, char quote)
    {
        var start = at++;
        var value = new StringBuilder();
        while (at < text.Length && text[at] != quote)
        {
            if (text[at] == '\\') value.Append(Escape(text, ref at));
            else value.Append(text[at++]);
        }
        if (at == text.Length) throw PredicateException.At(text, start, "The quoted text does not end.");
        at++;
        return value.ToString();
    }

    private static char Escape(string text, ref int at)
    {
        var start = at++;
        var c = at < text.Length ? text[at++] : '\0';
        switch (c)
        {
            case '"' or '\\' or '/' or '`': return c;
            case 'n': return '\n';
            case 't': return '\t';
            case 'r': return '\r';
            case 'u' when at + 4 <= text.Length
                && ushort.TryParse(text.AsSpan(at, 4), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code):
                at += 4;
                return (char)code;
            default: throw PredicateException.At(text, start, "Unknown escape in a quoted text.");
        }
    }
}
