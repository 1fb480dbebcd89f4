using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Core.Rules.Files;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connector.Local.Hosting;

/// <summary>Loads the rules again when their file changed. What cannot be used is reported, and the rules before stay in force.</summary>
internal sealed partial class RulesReload(
    RulesOrigin origin, IServiceCollection registrations, IServiceProvider host, CurrentServices current, IJournal journal, TimeProvider clock, ILogger<RulesReload> log)
{
    private string? _seen;
    private string? _taken;

    /// <summary>Looks once. A change is taken at the second look that finds it the same, so that a file that is being written is left alone.</summary>
    public async Task LookAsync()
    {
        if (_taken is null) origin.Watch(current.Get<ConnectorRules>());
        var mark = origin.ReadMark();
        var isSettled = mark == _seen;
        _seen = mark;
        if (!isSettled || mark == _taken) return;
        _taken = mark;
        await TakeAsync();
    }

    private async Task TakeAsync()
    {
        try
        {
            var configuration = origin.Load();
            var rules = RulesSource.Load(configuration);
            origin.Watch(rules);
            _taken = _seen = origin.ReadMark();
            if (rules.ComputeVersion().Hash == current.Get<RuleVersion>().Hash) current.Get<RulesStatus>().Confirm();
            else await ReplaceAsync(configuration);
        }
        catch (Exception e) when (SettingsProblems.Find(e) is { Count: > 0 } problems)
        {
            await RefuseAsync(problems);
        }
    }

    private async Task ReplaceAsync(IConfiguration configuration)
    {
        var services = RulesGeneration.Create(registrations, host, configuration, origin.File);
        _ = services.GetRequiredService<ConnectorRules>();
        var loaded = services.GetRequiredService<RulesStatus>().Loaded!;
        current.Replace(services);
        Log.Loaded(log, loaded.Version.ShortHash, loaded.Count, origin.File ?? "the defaults");
        await AppendAsync($"rules {loaded.Version.ShortHash} loaded, {loaded.Count} rules");
    }

    private async Task RefuseAsync(IReadOnlyList<string> problems)
    {
        var status = current.Get<RulesStatus>();
        status.Refuse(new RefusedRules(clock.GetUtcNow(), problems));
        var text = string.Join(' ', problems);
        Log.Refused(log, current.Get<RuleVersion>().ShortHash, text);
        await AppendAsync($"changed rules cannot be used; {current.Get<RuleVersion>().ShortHash} stay in force: {text}");
    }

    /// <summary>The rules count whether or not the journal can be written.</summary>
    private async Task AppendAsync(string text)
    {
        try
        {
            await journal.AppendAsync([new JournalEntry(clock.GetUtcNow(), JournalKind.Run, null, null, text)], CancellationToken.None);
        }
        catch (Exception e)
        {
            Log.NotInJournal(log, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(403, LogLevel.Warning, "Rules {Hash} with {Count} rules were loaded from {File} and are in force")]
        public static partial void Loaded(ILogger logger, string hash, int count, string file);

        [LoggerMessage(404, LogLevel.Error, "The changed rules cannot be used; {Hash} stay in force: {Problems}")]
        public static partial void Refused(ILogger logger, string hash, string problems);

        [LoggerMessage(405, LogLevel.Warning, "A change of the rules could not be written to the journal")]
        public static partial void NotInJournal(ILogger logger, Exception exception);
    }
}
