using Connector.Core.Model.Messages;
using Connector.Core.Rules.Files;
using Microsoft.Extensions.Options;

namespace Connector.Local.Hosting;

/// <summary>The messages of a failed check at start: the host gathers several failures into one exception.</summary>
internal static class SettingsProblems
{
    /// <summary>The sentence after settings that are missing.</summary>
    public const string WhereToPut = "Put settings into connector.local.json in this folder (connector init writes a sample), into the environment, or behind --set (docs/settings.md). `connector demo` needs none.";

    public static bool IsMissing(string problem) => problem.EndsWith(" is missing.", StringComparison.Ordinal);

    /// <summary>One message for each key that is wrong; null when the exception is of another kind.</summary>
    public static IReadOnlyList<string>? Find(Exception exception) => exception switch
    {
        OptionsValidationException options => [.. options.Failures],
        RulesException rules => [rules.Message],
        ConfigurationException configuration => [configuration.Message],
        StorageException storage => [storage.Message],
        AggregateException { InnerExceptions: { Count: > 0 } all } when all.All(e => Find(e) is not null) => [.. all.SelectMany(e => Find(e)!).Distinct(StringComparer.Ordinal)],
        _ => null
    };
}
