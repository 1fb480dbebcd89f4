using Connector.Core.Engine.Pump;

namespace Connector.Local.Cli;

/// <summary>Progress as lines on stderr, at most one in two seconds: nothing is overwritten, and what takes less than that says nothing.</summary>
internal sealed class CliProgress(TextWriter error, TimeProvider clock) : IProgress<SyncProgress>, IProgress<long>, IProgress<string>
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);
    private readonly Lock _gate = new();
    private long _last = clock.GetTimestamp();

    /// <summary>What is counted when only a number is reported.</summary>
    public string Counted { get; init; } = "Orders read";

    /// <param name="shown">Null: nothing is shown.</param>
    public static CliProgress? On(CliContext? shown, string counted = "Orders read") => shown is null ? null : new CliProgress(shown.Error, TimeProvider.System) { Counted = counted };

    public void Report(SyncProgress value) => Report(Text(value));
    public void Report(long value) => Report($"{Counted}: {CliText.Number(value)}");

    public void Report(string value)
    {
        lock (_gate)
        {
            if (clock.GetElapsedTime(_last) < s_pause) return;
            _last = clock.GetTimestamp();
            error.WriteLine(value);
        }
    }

    public static string Text(SyncProgress progress) => progress.Stage switch
    {
        SyncProgress.Held => $"Waiting for {CliText.Count(progress.Count, "message")} that another process has locked, at most {SyncPass.Patience.TotalSeconds:0} s.",
        SyncProgress.Waiting => "Waiting for the next window of the API limit.",
        "pull" => $"Orders read: {CliText.Number(progress.Count)}",
        "orders" => "Orders sent: " + Amount(progress),
        "shipments" => "Shipments written to the shop: " + Amount(progress),
        "labels" => "Labels: " + Amount(progress),
        var stage => $"{stage}: {Amount(progress)}"
    };

    private static string Amount(SyncProgress progress) => progress.Total is { } total ? $"{CliText.Number(progress.Count)} of {CliText.Number(total)}" : CliText.Number(progress.Count);
}
