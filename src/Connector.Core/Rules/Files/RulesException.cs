namespace Connector.Core.Rules.Files;

/// <summary>The rules cannot be used. Each problem starts with the path of the key that is wrong and says what is allowed.</summary>
public sealed class RulesException(IReadOnlyList<string> problems) : Exception($"The rules cannot be used:{string.Concat(problems.Select(p => $"\n  {p}"))}")
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
