using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Connector.WorkerHost;

/// <summary>The worker's process, with a home folder of its own: it writes keys there.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int MaxMessageBytes = 64 * 1024 * 1024;
    private readonly Process _process;
    private readonly string _home;
    private readonly ConcurrentQueue<string> _output = new();

    private WorkerProcess(Process process, string home) => (_process, _home) = (process, home);

    /// <summary>What it wrote to its console.</summary>
    public IReadOnlyCollection<string> Output => _output;

    public int ExitCode => _process.ExitCode;

    public static WorkerProcess Start(WorkerOptions options, Uri host)
    {
        var home = Directory.CreateTempSubdirectory("worker-").FullName;
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(options.Folder, options.Program), "--functions-uri", host.AbsoluteUri, "--functions-request-id", Guid.NewGuid().ToString(),
                "--functions-worker-id", Guid.NewGuid().ToString(), "--functions-grpc-max-message-length", MaxMessageBytes.ToString(CultureInfo.InvariantCulture)
            },
            WorkingDirectory = options.Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        // A worker of a test lives for seconds: code that is measured to be compiled better would never be.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["HOME"] = home;
        start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] = options.Folder;
        foreach (var (name, value) in options.Settings) start.Environment[name] = value;
        var worker = new WorkerProcess(new Process { StartInfo = start }, home);
        worker._process.OutputDataReceived += (_, line) => worker.Hear(line.Data);
        worker._process.ErrorDataReceived += (_, line) => worker.Hear(line.Data);
        worker._process.Start();
        worker._process.BeginOutputReadLine();
        worker._process.BeginErrorReadLine();
        return worker;
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>At once, in the middle of whatever it does.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    private void Hear(string? line)
    {
        if (line is not null) _output.Enqueue(line);
    }
}
