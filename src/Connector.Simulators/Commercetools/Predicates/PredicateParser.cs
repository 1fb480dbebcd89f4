using System.Globalization;

namespace Connector.Simulators.Commercetools.Predicates;

/// <summary>
/// Reads commercetools query predicates: "or" binds weaker than "and", "not" stronger than both; words in any case. Variables are replaced while reading.
/// </summary>
internal sealed class PredicateParser
{
    private const int MaxDepth = 64;
    private readonly string _text;
    private readonly ILookup<string, string> _variables;
    private readonly List<Token> _tokens;
    private int _next;
    private int _depth;

    private PredicateParser(string text, ILookup<string, string> variables)
    {
        _text = text;
        _variables = variables;
        _tokens = PredicateLexer.Read(text);
    }

    private Token Current => _tokens[_next];

    /// <summary>Throws <see cref="PredicateException"/> with the place of the fault.</summary>
    /// <param name="variables">Values by name; several values make a list.</param>
    /// <param name="fields">What members there are; null when any name will do.</param>
    public static Condition Parse(string text, ILookup<string, string> variables, FieldMap? fields = null)
    {
        var parser = new PredicateParser(text, variables);
        var condition = parser.ReadOr(fields);
        if (parser.Current.Kind != TokenKind.End) throw parser.Unexpected("'and', 'or' or end of input");
        return condition;
    }

    private Condition ReadOr(FieldMap? fields)
    {
        if (++_depth > MaxDepth) throw PredicateException.At(_text, Current.At, "The predicate is nested too deeply.");
        var parts = new List<Condition> { ReadAnd(fields) };
        while (TryWord("or")) parts.Add(ReadAnd(fields));
        _depth--;
        return parts.Count == 1 ? parts[0] : new AnyOf(parts);
    }

    private Condition ReadAnd(FieldMap? fields)
    {
        var parts = new List<Condition> { ReadUnary(fields) };
        while (TryWord("and")) parts.Add(ReadUnary(fields));
        return parts.Count == 1 ? parts[0] : new AllOf(parts);
    }

    private Condition ReadUnary(FieldMap? fields)
    {
        if (IsWord("not") && _tokens[_next + 1].Kind is TokenKind.Open)
        {
            _next++;
            return new Negated(ReadGroup(fields));
        }
        return Current.Kind == TokenKind.Open ? ReadGroup(fields) : ReadFieldCondition(fields);
    }

    private Condition ReadGroup(FieldMap? fields)
    {
        Expect(TokenKind.Open, "'('");
        var inner = ReadOr(fields);
        Expect(TokenKind.Close, "')'");
        return inner;
    }

    private Condition ReadFieldCondition(FieldMap? fields)
    {
        var name = Current;
        if (name.Kind is not (TokenKind.Name or TokenKind.QuotedName)) throw Unexpected("the name of a field");
        if (fields is not null && !fields.Has(name.Text)) throw PredicateException.At(_text, name.At, $"The field '{name.Text}' does not exist.");
        _next++;
        if (Current.Kind == TokenKind.Open)
        {
            if (fields?.IsPlain(name.Text) == true) throw PredicateException.At(_text, Current.At, $"The field '{name.Text}' has no members.");
            return new Nested(name.Text, ReadGroup(fields?.Inside(name.Text)));
        }
        return ReadOperator(name, fields);
    }

    private Condition ReadOperator(Token name, FieldMap? fields)
    {
        if (Current.Kind == TokenKind.Operator)
        {
            if (fields?.IsObject(name.Text) == true) throw PredicateException.At(_text, Current.At, $"The field '{name.Text}' is an object and cannot be compared.");
            var how = HowOf(_tokens[_next++].Text);
            return new Compare(name.Text, how, Checked(name, fields, ReadValue()));
        }
        if (TryWord("in")) return new OneOf(name.Text, ReadList(name, fields), Not: false);
        if (TryWord("not"))
        {
            ExpectWord("in");
            return new OneOf(name.Text, ReadList(name, fields), Not: true);
        }
        if (TryWord("contains"))
        {
            var all = TryWord("all");
            if (!all) ExpectWord("any");
            return new Contains(name.Text, ReadList(name, fields), all);
        }
        if (TryWord("is"))
        {
            var not = TryWord("not");
            if (TryWord("defined")) return new IsDefined(name.Text, not);
            ExpectWord("empty");
            return new IsEmpty(name.Text, not);
        }
        if (TryWord("matches"))
        {
            ExpectWord("ignore");
            ExpectWord("case");
            return new MatchesIgnoringCase(name.Text, ReadValue());
        }
        if (TryWord("within")) return ReadCircle(name.Text);
        throw Unexpected("an operator");
    }

    private WithinCircle ReadCircle(string field)
    {
        ExpectWord("circle");
        Expect(TokenKind.Open, "'('");
        var longitude = ReadNumber();
        Expect(TokenKind.Comma, "','");
        var latitude = ReadNumber();
        Expect(TokenKind.Comma, "','");
        var metres = ReadNumber();
        Expect(TokenKind.Close, "')'");
        return new WithinCircle(field, longitude, latitude, metres);
    }

    private double ReadNumber()
    {
        var at = Current;
        return double.TryParse(ReadValue().Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw PredicateException.At(_text, at.At, "Expected a number.");
    }

    private List<PredicateValue> ReadList(Token name, FieldMap? fields)
    {
        if (Current.Kind == TokenKind.Variable) return [.. Variable(_tokens[_next++]).Select(v => Checked(name, fields, PredicateValue.FromVariable(v)))];
        Expect(TokenKind.Open, "'(' or a variable");
        var values = new List<PredicateValue>();
        do
        {
            if (Current.Kind == TokenKind.Variable) values.AddRange(Variable(_tokens[_next++]).Select(PredicateValue.FromVariable));
            else values.Add(ReadValue());
        }
        while (TryTake(TokenKind.Comma));
        Expect(TokenKind.Close, "',' or ')'");
        return [.. values.Select(v => Checked(name, fields, v))];
    }

    private PredicateValue ReadValue()
    {
        var token = Current;
        _next++;
        switch (token.Kind)
        {
            case TokenKind.Text: return PredicateValue.FromText(token.Text);
            case TokenKind.Number when decimal.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out _):
                return PredicateValue.FromNumber(token.Text);
            case TokenKind.Name when bool.TryParse(token.Text, out var flag): return PredicateValue.FromBoolean(flag);
            case TokenKind.Variable:
                var values = Variable(token);
                return values.Count == 1
                    ? PredicateValue.FromVariable(values[0])
                    : throw PredicateException.At(_text, token.At, $"The variable '{token.Text}' has {values.Count} values where one is expected.");
            default:
                _next--;
                throw Unexpected("a value");
        }
    }

    private List<string> Variable(Token token)
    {
        List<string> values = [.. _variables[token.Text]];
        return values.Count > 0 ? values : throw PredicateException.At(_text, token.At, $"The variable '{token.Text}' is not defined (var.{token.Text}).");
    }

    private PredicateValue Checked(Token name, FieldMap? fields, PredicateValue value) =>
        fields?.Accepts(name.Text, value) == false
            ? throw PredicateException.At(_text, name.At, $"The value '{value.Text}' does not fit the field '{name.Text}'.")
            : value;

    private static Comparison HowOf(string text) => text switch
    {
        "=" => Comparison.Equal,
        "!=" => Comparison.NotEqual,
        "<" => Comparison.Less,
        ">" => Comparison.Greater,
        "<=" => Comparison.LessOrEqual,
        _ => Comparison.GreaterOrEqual,
    };

    private bool IsWord(string word) => Current.Kind == TokenKind.Name && string.Equals(Current.Text, word, StringComparison.OrdinalIgnoreCase);

    private bool TryWord(string word)
    {
        if (!IsWord(word)) return false;
        _next++;
        return true;
    }

    private void ExpectWord(string word)
    {
        if (!TryWord(word)) throw Unexpected($"'{word}'");
    }

    private bool TryTake(TokenKind kind)
    {
        if (Current.Kind != kind) return false;
        _next++;
        return true;
    }

    private void Expect(TokenKind kind, string what)
    {
        if (!TryTake(kind)) throw Unexpected(what);
    }

    private PredicateException Unexpected(string expected) =>
        PredicateException.At(_text, Current.At, $"Unexpected {(Current.Kind == TokenKind.End ? Current.Text : $"'{Current.Text}'")}, expected {expected}.");
}
