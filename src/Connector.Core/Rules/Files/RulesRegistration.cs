using Connector.Core.Model.Messages;
using Connector.Core.Rules.Selection.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Connector.Core.Rules.Files;

public static class RulesRegistration
{
    /// <summary>
    /// Registers <see cref="ConnectorRules"/>, also as options, and the sections that classes take. They are bound and checked when the host starts: with wrong rules it stops with
    /// <see cref="RulesException"/> (name or type) or <see cref="OptionsValidationException"/> (meaning), and every message names the key.
    /// </summary>
    /// <param name="configuration">
    /// The rules' own configuration, as <see cref="RulesFile.ToConfiguration"/> makes it, or one that holds the rules' sections at its root.
    /// </param>
    /// <param name="file">Where they come from, for <see cref="RulesStatus"/>.</param>
    public static IServiceCollection AddConnectorRules(this IServiceCollection services, IConfiguration configuration, string? file = null)
    {
        var status = new RulesStatus(file);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(status);
        services.AddSingleton<IValidateOptions<ConnectorRules>, RulesValidator>();
        services.AddOptions<ConnectorRules>().Configure<TimeProvider>((rules, clock) => Fill(configuration, rules, status, clock)).ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<ConnectorRules>>().Value);
        // Each class takes its own section.
        services.AddSingleton(static provider => provider.GetRequiredService<ConnectorRules>().Selection);
        services.AddSingleton(static provider => provider.GetRequiredService<ConnectorRules>().Writeback);
        services.AddSingleton(static provider => provider.GetRequiredService<ConnectorRules>().Labels);
        services.AddSingleton(static provider => provider.GetRequiredService<ConnectorRules>().ReadNeeds());
        services.AddSingleton(provider =>
        {
            // They are read when they are asked for first, and their version with them.
            _ = provider.GetRequiredService<ConnectorRules>();
            return status.Loaded!.Version;
        });
        return services;
    }

    private static void Fill(IConfiguration configuration, ConnectorRules rules, RulesStatus status, TimeProvider clock)
    {
        RulesConfiguration.Bind(configuration, rules);
        LookupFiles.Read(rules);
        if (!configuration.GetSection(nameof(rules.Locations)).Exists()) rules.Locations.Add(LocationRule.Unconfigured());
        status.Take(new LoadedRules(rules.ComputeVersion(), clock.GetUtcNow(), RuleCount.Count(rules)));
    }
}
