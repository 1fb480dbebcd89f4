using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Local.Hosting;

namespace Connector.Local.Doctor;

/// <summary>All checks, one after the other. Asks the vendors and changes nothing there; the state file is created when it is missing.</summary>
internal static class DoctorRun
{
    /// <param name="rulesFile">Null when the built-in defaults are used.</param>
    /// <param name="settingsFile">Null when there is none.</param>
    public static Task<Findings> RunAsync(ConnectorApp app, string? rulesFile, string? settingsFile, CancellationToken cancellationToken) =>
        RunAsync(app.Get<IServiceProvider>(), rulesFile, settingsFile, cancellationToken);

    /// <inheritdoc cref="RunAsync(ConnectorApp, string?, string?, CancellationToken)"/>
    public static async Task<Findings> RunAsync(IServiceProvider services, string? rulesFile, string? settingsFile, CancellationToken cancellationToken)
    {
        var findings = new Findings();
        findings.Ok("settings", "settings", "complete");
        if (rulesFile is null) findings.Warn("settings", "rules file", "none: the built-in defaults are used", "Run connector init, or copy connector.sample.json to connector.json and change it.");
        else findings.Ok("settings", "rules file", Describe(rulesFile, services.GetRequiredService<RulesStatus>().Loaded!));
        var usable = await ActivatorUtilities.CreateInstance<StateChecks>(services).RunAsync(findings, cancellationToken);
        ActivatorUtilities.CreateInstance<PrivacyChecks>(services).Run(findings, settingsFile);
        if (!usable) return findings;
        if (await ActivatorUtilities.CreateInstance<CommerceChecks>(services).RunAsync(findings, cancellationToken))
            await ActivatorUtilities.CreateInstance<OrderTypeChecks>(services).RunAsync(findings, cancellationToken);
        await ActivatorUtilities.CreateInstance<ProductChecks>(services).RunAsync(findings, cancellationToken);
        await ActivatorUtilities.CreateInstance<ShipStationChecks>(services).RunAsync(findings, cancellationToken);
        await ActivatorUtilities.CreateInstance<ClockCheck>(services).RunAsync(findings, cancellationToken);
        await ActivatorUtilities.CreateInstance<ShopNameChecks>(services).RunAsync(findings, cancellationToken);
        await services.GetRequiredService<IJournal>().FlushAsync(cancellationToken);
        return findings;
    }

    private static string Describe(string file, LoadedRules rules) => $"{file}, {rules.Count} {(rules.Count == 1 ? "rule" : "rules")}, hash {rules.Version.ShortHash}, changed {File.GetLastWriteTimeUtc(file):u}";

    /// <summary>The checks of what the rules name in both accounts.</summary>
    public static async Task RunRuleChecksAsync(ConnectorApp app, Findings findings, CancellationToken cancellationToken)
    {
        var services = app.Get<IServiceProvider>();
        await ActivatorUtilities.CreateInstance<CommerceChecks>(services).RunAsync(findings, cancellationToken);
        await ActivatorUtilities.CreateInstance<ProductChecks>(services).RunAsync(findings, cancellationToken);
        await ActivatorUtilities.CreateInstance<ShopNameChecks>(services).RunAsync(findings, cancellationToken);
        await ActivatorUtilities.CreateInstance<ShipStationChecks>(services).RunAsync(findings, cancellationToken);
        await app.Get<IJournal>().FlushAsync(cancellationToken);
    }
}
