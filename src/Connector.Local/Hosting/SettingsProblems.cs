using Connector.Core.Model.Messages;
using Connector.Core.Rules.Files;
using Microsoft.Extensions.Options;

namespace Connector.Local.Hosting;

/// <summary>The messages of a failed check at start: the host gathers several failures into one exception.</summary>
internal static class SettingsProblems
{
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
