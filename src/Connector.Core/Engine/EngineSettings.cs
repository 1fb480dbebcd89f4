using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Reconcile;
using Connector.Core.Model.Messages;
using Connector.Core.Rules.Files;

namespace Connector.Core.Engine;

/// <summary>The sections of settings that the engine reads in every host.</summary>
public static class EngineSettings
{
    public static IReadOnlyList<SettingsSection> Sections { get; } =
    [
        new(EngineOptions.SectionName, typeof(EngineOptions)), new(RetentionOptions.SectionName, typeof(RetentionOptions)), new(ReconciliationOptions.SectionName, typeof(ReconciliationOptions)),
        new(RedactionOptions.SectionName, typeof(RedactionOptions)), new(PromiseOptions.SectionName, typeof(PromiseOptions))
    ];
}
