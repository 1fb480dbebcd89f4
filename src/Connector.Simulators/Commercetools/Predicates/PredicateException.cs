namespace Connector.Simulators.Commercetools.Predicates;

/// <summary>The predicate cannot be read; the message says what was met, what was expected, and where.</summary>
internal sealed class PredicateException(string message) : Exception(message)
{
    public static PredicateException At(string predicate, int position, string problem)
    {
        var before = predicate.AsSpan(0, Math.Min(position, predicate.Length));
        var line = before.Count('\n') + 1;
        var column = position - (before.LastIndexOf('\n') + 1) + 1;
        return new PredicateException($"Syntax error while parsing 'where'. {problem} (line {line}, column {column}): {predicate}");
    }
}
