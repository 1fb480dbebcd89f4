using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping.Texts;

namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>A target field with its sources and the merchant's choice for a missing value.</summary>
internal sealed class TargetSource
{
    private readonly CompiledSource? _chain;
    private readonly string? _default;
    private readonly bool _isConfigured;

    /// <param name="field">Target field, as <see cref="TargetFields"/> names it.</param>
    /// <param name="builtIn">Tried after the configured ones, unless the merchant chose what happens when those find nothing.</param>
    public TargetSource(SourceCompiler compiler, string field, FieldSource? configured, SourceFormat implied, CompiledSource? builtIn = null)
    {
        Field = field;
        WhenMissing = configured?.WhenMissing;
        Unit = configured?.Unit;
        _default = configured?.Default;
        _isConfigured = configured is not null;
        _chain = configured is null ? builtIn : compiler.Compile(configured, implied, WhenMissing is null ? builtIn : null);
    }

    public string Field { get; }
    public MissingChoice? WhenMissing { get; }
    public string? Unit { get; }
    public string? Default => _default;
    public CompiledSource? Chain => _chain;

    /// <summary>
    /// True when the sources or the merchant's choice decided, also for "nothing"; false when the caller's own default counts.
    /// </summary>
    public bool TryText(MappingRun run, OrderLine? line, out string? text) => TryText(run, line, run.Locales, out text);

    /// <summary>The same where a text in several languages is wanted in others than usual.</summary>
    public bool TryText(MappingRun run, OrderLine? line, TextLocales locales, out string? text)
    {
        if (line is null && (text = run.Overridden(Field)) is not null) return true;
        var at = new SourceContext(run, line, locales);
        text = CompiledSource.Text(_chain, at, out var winner);
        if (text is not null)
        {
            run.Trace?.Say(Field, winner!.Origin(at));
            return true;
        }
        if (WhenMissing is null)
        {
            if (_isConfigured) WarnUnreadable(run, at);
            return false;
        }
        text = Missing(run, ErrorCodes.FieldInvalid, line);
        return true;
    }

    /// <summary>Applies the merchant's choice for a value that was not found: the default, or null after a hold or a refusal.</summary>
    public string? Missing(MappingRun run, string code, OrderLine? line)
    {
        var what = line is null ? "" : $" of line {MappingRun.Label(line)}";
        if (WhenMissing != MissingChoice.Default) SayMissing(run, line);
        switch (WhenMissing)
        {
            case MissingChoice.Default:
                run.Warn(WarningCodes.DefaultTaken, Field, $"No value found{what}; the default was taken.");
                run.Trace?.Say(Field, "default of the rules");
                return _default;
            case MissingChoice.Hold:
                run.Hold(Field, $"No value found{what}; the order is held.");
                return null;
            case MissingChoice.Reject:
                run.Refuse(code, Field, $"No value found{what}, and the rules refuse such orders.");
                return null;
            default:
                return null;
        }
    }

    /// <summary>A source of the rules that has a value which cannot be read is more than one that has none.</summary>
    private void WarnUnreadable(MappingRun run, in SourceContext at)
    {
        for (var source = _chain; source is not null; source = source.Next)
        {
            if (source.FindUnreadable(at) is not { } why) continue;
            run.Warn(WarningCodes.ValueLeftOut, Field, $"{why}; it was left out.");
            run.Trace?.Say(Field, why);
            return;
        }
    }

    private void SayMissing(MappingRun run, OrderLine? line)
    {
        if (run.Trace is not { } trace || WhenMissing is null) return;
        var at = new SourceContext(run, line);
        var reasons = new List<string>();
        for (var source = _chain; source is not null; source = source.Next) reasons.Add(source.WhyNot(at));
        trace.Say(Field, $"{string.Join("; ", reasons)}: {WhenMissing}");
    }

    /// <summary>True for yes, false for no or nothing.</summary>
    public bool IsTrue(MappingRun run, OrderLine? line) => TryText(run, line, out var text) && SourceFormats.TryBoolean(text, out var yes) && yes;

    /// <summary>In UTC; false when the caller's own default counts.</summary>
    public bool TryInstant(MappingRun run, out DateTimeOffset? at)
    {
        var decided = TryText(run, null, out var text);
        at = decided && SourceFormats.TryDate(text, out var read) ? read.ToUniversalTime() : null;
        return decided;
    }

    /// <summary>In UTC.</summary>
    public DateTimeOffset? Instant(MappingRun run) => Read(run)?.ToUniversalTime();

    /// <summary>The day as it is written, in its own offset.</summary>
    public DateOnly? Date(MappingRun run) => Read(run) is { } at ? DateOnly.FromDateTime(at.DateTime) : null;

    private DateTimeOffset? Read(MappingRun run) => TryText(run, null, out var text) && SourceFormats.TryDate(text, out var at) ? at : null;
}
